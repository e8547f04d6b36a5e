import {
  circuits,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Seaborn has two forms (labels in lines, labels in capitals); ticket and circuit may stand in the subject only. */
export const seaborn = {
  name: 'seaborn',
  title: 'Seaborn',
  senders: ['seabornnetworks.com', 'seaborn.com'],
  brand: /Seaborn/i,
  zone: 'UTC',
  dateOrder: 'mdy',
  formats: [
    {
      name: 'notification',
      when: [
        hasField(
          /^(?:circuits? (?:s )?(?:impacted|affected)|(?:affected|impacted) circuit|seaborn ticket|notification type)/,
        ),
      ],
      id: either(
        field(/^(?:seaborn )?ticket (?:number|no|id)?/),
        inBody(/ticket number ?: ?(\d{3,9})/i),
        inSubject(/TT#(\d{3,9})/),
        inSubject(/(?:^|\] |: )(\d{3,9}) /),
        inBody(/^Subject:.*?\b(\d{4,9})\b/),
      ),
      circuits: firstCircuits(
        circuits(field(/^(?:circuits? (?:s )?(?:impacted|affected)|(?:affected|impacted) circuits?)/), {
          more: /^[A-Z0-9]{1,4}(?:-[A-Z0-9]{2,6}){3,6}$/,
        }),
        circuits(inSubject(/\bCID: ?([\w-]{8,40})/)),
      ),
      lists: /circuits?(?:\(s\))? impacted|affected circuit/i,
      names: /circuit/i,
      impact: field(/^service impact/),
      summary: field(/^description/),
      location: field(/^location/),
    },
  ],
} satisfies Vendor
