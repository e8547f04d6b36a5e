import { below, circuits, either, field, inBody, inSubject, says, type Vendor } from '../src/reading/vendor.ts'

const services = /^services? ?\/? ?s? ?(?:impacted|affected|under maintenance)$/

/** Telstra International has an older form (a table, window in one cell) and a newer one (headings, start and end apart); all in UTC. */
export const telstra = {
  name: 'telstra',
  title: 'Telstra',
  senders: ['telstra.com', 'telstraglobal.com', 'telstrainternational.com'],
  brand: /Telstra/,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    { name: 'outage', when: [says(/^(?:unplanned|network) (?:outage|incident|interruption)/im)], class: 'incident' },
    {
      name: 'planned-maintenance',
      when: [says(/Change Reference|Reference number/i)],
      id: either(
        field(/^(?:change reference|reference number|change reference number|reference)$/),
        inSubject(/\b(PN\d{5,9})\b/),
        inBody(/\b(PN\d{5,9})\b/),
      ),
      account: either(field(/^(?:to|customer|customer name)$/), inBody(/^Attention ([^:]{2,80})$/)),
      circuits: circuits(either(field(services), below(services)), {
        more: /^[A-Z]{3} [A-Z]{3} [A-Z]{2,5} \d{4,12}$/,
        until: /^(?:click|view|track|expected|we'll|please|need|don't)\b/i,
        shape: /^(?=.{0,60}\d)\S.{2,60}$/,
      }),
      lists: /Services?(?:\(s\)|\/s)? (?:Impacted|under maintenance)/i,
      names: /Services?(?:\(s\)|\/s)? (?:Impacted|under maintenance)/i,
      impact: either(field(/^expected impact/), below(/^expected impact$/)),
      summary: field(/^maintenance details/),
    },
  ],
} satisfies Vendor
