import {
  circuitCells,
  circuits,
  circuitTable,
  circuitTextRows,
  either,
  field,
  firstCircuits,
  hasField,
  inSubject,
  subjectSays,
  type Vendor,
} from '../src/reading/vendor.ts'

const service = /^(?:[A-Z]{2,6}-)?\d{4,9}$/

/** NTT (AS2914) sends a BCOP note beside its text; the text may have its table's cells one a line. All times are UTC. */
export const ntt = {
  name: 'ntt',
  title: 'NTT',
  senders: ['ntt.net', 'global.ntt'],
  brand: /\bNTT\b|AS2914/,
  zone: 'UTC',
  dateOrder: 'ymd',
  idShape: /\b(?:GIN-CHG\d+|VNOC-\d+-\d+|GIN-[A-Z]{2,6}-?\d+)\b/,
  formats: [
    { name: 'outage', when: [subjectSays(/^(?!.{0,300}maintenance).{0,300}\boutage\b/i)], class: 'incident' },
    {
      name: 'event',
      when: [hasField(/^start date ?\/? ?time|^start time/), hasField(/^ticket number|^direct impact/)],
      id: either(field(/^ticket number/), inSubject(/\b(VNOC-[\d-]{6,30}|GIN-[A-Z]{2,6}-?\d{4,12})\b/)),
      circuits: firstCircuits(
        circuitTable({ id: /^service id/, impact: /^impact level/, shape: /\d/ }),
        circuits(field(/^(?:affected )?service ids?$/), { shape: service }),
        circuitCells({ first: /^service id/, id: /^service id/, last: /^impact level/, shape: service }),
        circuitTextRows({ header: /^Service ID\b.{0,60}\bIP Address\b/, id: /^(?:[A-Z]{2,6}-)?\d{4,9}(?=\s)/ }),
      ),
      lists: /\bService ID\b[\s\S]{0,200}\b\d{4,9}\b/,
      names: /Service ID/i,
      impact: field(/^direct impact/),
      summary: field(/^reason$/),
      location: field(/^(?:market|location)/),
    },
  ],
} satisfies Vendor
