import {
  circuitTable,
  either,
  field,
  inBody,
  inSubject,
  says,
  subjectSays,
  type Vendor,
} from '../src/reading/vendor.ts'

const reference = /\b(?:CRQ\d{0,2}-?|CHG)\d{6,15}\b/

/** Colt lists circuits in a CSV attachment; completions name only the start in the body. */
export const colt = {
  name: 'colt',
  title: 'Colt',
  senders: ['colt.net'],
  brand: /Colt/,
  zone: 'UTC',
  dateOrder: 'dmy',
  idShape: reference,
  formats: [
    {
      name: 'planned-works',
      when: [says(reference)],
      id: either(field(/^planned work/, reference), inSubject(reference), inBody(reference)),
      circuits: circuitTable({ id: [/^circuit id/, /^service (?:id|number|reference)/, /^circuit/] }),
      lists: /attached CSV/i,
      impact: field(/^outage duration/),
      summary: field(/^justification of the work/),
    },
    {
      name: 'subject',
      when: [subjectSays(reference), subjectSays(/Colt|MAINTENANCE ALERT/i)],
      id: inSubject(reference),
      circuits: circuitTable({ id: /^circuit id/ }),
    },
  ],
} satisfies Vendor
