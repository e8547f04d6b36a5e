import type { Vendor } from '../src/reading/vendor.ts'

/** The last resort: a stranger's mail, read by the common words alone. No habits: what is not written is a question. */
export const generic = {
  name: 'generic',
  title: 'Unknown vendor',
  senders: [],
  brand: /^\b$/,
  zone: null,
  dateOrder: null,
  formats: [],
} satisfies Vendor
