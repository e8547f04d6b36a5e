import { circuitWords, either, field, inBody, inSubject, says, type Vendor } from '../src/reading/vendor.ts'

/** euNetworks writes English and German one after the other, GMT, and old times under `(OLD)`; cancellations may name no circuit. */
export const eunetworks = {
  name: 'eunetworks',
  title: 'euNetworks',
  senders: ['eunetworks.com'],
  brand: /euNetworks/i,
  zone: 'UTC',
  dateOrder: 'ymd',
  formats: [
    {
      name: 'change',
      when: [says(/Ticket Number|Change Management|works? (?:have|has) been (?:cancelled|completed|rescheduled)/i)],
      id: either(field(/^ticket number$/), inSubject(/\b(\d{3,9})\b/), inBody(/Ticket Number:? {0,3}(\d{3,9})/)),
      circuits: circuitWords(/\bS\d{7}\b/g),
      lists: /Number, ID, Name/,
      names: /Number, ID, Name|\bS\d{7}\b/,
      impact: field(/^impact$/),
      summary: field(/^reason for request/),
      location: field(/^location description/),
    },
  ],
} satisfies Vendor
