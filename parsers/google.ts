import {
  circuits,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  inText,
  type Vendor,
} from '../src/reading/vendor.ts'

const reference = /\bPCR\/?-?\d{4,9}\b/
const address = { shape: /^(?=.*[.:])[\da-f:.]{3,45}(?:\/\d{1,3})?$/i }

/** Google names the peer's own BGP addresses instead of circuits, and always writes UTC. */
export const google = {
  name: 'google',
  title: 'Google',
  senders: ['noc-noreply@google.com', 'noc@google.com', 'peering-noreply@google.com', 'isp.google.com'],
  brand: /Google/,
  zone: 'UTC',
  dateOrder: 'ymd',
  idShape: reference,
  formats: [
    {
      name: 'peering',
      when: [hasField(/^(?:google asn|peer asn|peer neighbor address|google neighbor address)/)],
      id: either(inBody(reference), inSubject(reference)),
      circuits: firstCircuits(
        circuits(field(/^peer neighbor address/), { split: /[\s,;]+/, ...address }),
        circuits(inText(/Peer Neighbor Address(?:\(es\))?:?\s{1,3}([\da-f:.]{3,45})/gi), address),
      ),
      lists: /Peer Neighbor Address/,
      names: /Neighbor Address/,
      summary: inBody(/^(Google Network Maintenance Notification.{0,60})/),
    },
  ],
} satisfies Vendor
