import { circuits, either, field, hasField, inSubject, type Vendor } from '../src/reading/vendor.ts'

/** Hurricane Electric writes local times with their offset; a reference may stand in the subject, or nowhere. */
export const hurricaneelectric = {
  name: 'hurricaneelectric',
  title: 'Hurricane Electric',
  senders: ['he.net'],
  brand: /Hurricane Electric|\bHE\.NET\b|AS6939/i,
  zone: null,
  dateOrder: 'mdy',
  formats: [
    {
      name: 'window',
      when: [
        hasField(/^(?:(?:maintenance )?window )?start(?: date)?(?: ?\/? ?time)?\b/),
        hasField(/^expected impact|^associated circuit/),
      ],
      id: either(
        field(/^(?:ticket|reference|case|maintenance (?:id|ticket|number))/, /\d{5,10}/),
        inSubject(/(?:\[|#|\bHE#?-?)(\d{5,10})\b/),
        inSubject(/\b((?!20\d{6}\b)\d{6,10})\b/),
      ),
      idOptional: true,
      circuits: circuits(field(/^(?:associated|affected|impacted) (?:circuit|service|port)/)),
      lists: /(?:associated|affected|impacted) circuit/i,
      names: /circuit|service|port/i,
      impact: field(/^expected impact/),
      summary: field(/^(?:reason|description)/),
      location: field(/^(?:location|site)/),
    },
  ],
} satisfies Vendor
