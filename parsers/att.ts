import { circuits, circuitTable, field, firstCircuits, hasField, says, type Vendor } from '../src/reading/vendor.ts'

/** AT&T lists circuits in an XLSX attachment; times are mostly in GMT, and a time without a zone is a question. */
export const att = {
  name: 'att',
  title: 'AT&T',
  senders: ['att.com', 'attglobal.net', 'business.att.com'],
  brand: /AT&T|@att\.com|Customer Impact Description:/i,
  zone: null,
  dateOrder: 'mdy',
  formats: [
    {
      name: 'summary',
      when: [
        hasField(/^event id/),
        hasField(/^business risk|^customer impact description/),
        says(/Start (?:Date|Time)/i),
      ],
      id: field(/^event id/, /\d{4,12}/),
      circuits: firstCircuits(
        circuitTable({ id: /^circuits?\b|^asset/ }),
        circuits(field(/^(?:affected |impacted )?circuits?\b/)),
      ),
      impact: field(/^business risk/),
      names: /\bcircuits?\b/i,
      summary: field(/^(?:summary|description)$/),
      location: field(/^(?:location|city|site)\b/),
    },
  ],
} satisfies Vendor
