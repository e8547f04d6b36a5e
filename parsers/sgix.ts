import { hasField, inBody, inSubject, none, type Vendor } from '../src/reading/vendor.ts'

/** SGIX writes to all members at once: no ids, no circuits, Singapore time. */
export const sgix = {
  name: 'sgix',
  title: 'SGIX',
  senders: ['sgix.sg'],
  brand: /\bSGIX\b/,
  zone: 'Asia/Singapore',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'notice',
      when: [hasField(/^(?:new |revised )?start (?:date|time)/)],
      id: inSubject(/#(\d{3,9})/),
      idOptional: true,
      circuits: none,
      location: inBody(/maintenance (?:on|at|in) ([^.]{3,60}?) SGIX/),
      summary: inSubject(/^.{5,200}$/),
    },
  ],
} satisfies Vendor
