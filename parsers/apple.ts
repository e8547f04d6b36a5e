import { circuits, either, field, hasField, inSubject, inText, type Vendor } from '../src/reading/vendor.ts'

/** Apple's peering desk names the peer's addresses instead of circuits; times are UTC, in several forms of date. */
export const apple = {
  name: 'apple',
  title: 'Apple',
  senders: ['group.apple.com', 'apple.com'],
  brand: /Apple \(AS714\)|AS714/,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'peering',
      when: [hasField(/^start time/)],
      id: either(field(/^(?:reference )?internal ticket/), inText(/\bInternal Ticket:?\s{0,3}([A-Z]{2,6}\d{5,12})/gi)),
      account: either(inSubject(/\bAS(\d+) in\b/), field(/^peer as$/, /\d{2,10}/)),
      circuits: circuits(field(/^peer ips?$/), { split: /[,[\]'"\s]+/, shape: /^(?=.*[.:])[\da-f:.]{3,45}$/i }),
      location: inSubject(/\bAS\d{1,10} in ([^,]{2,60})/),
      names: /Peer IP/i,
      summary: inSubject(/^.{5,200}$/),
    },
  ],
} satisfies Vendor
