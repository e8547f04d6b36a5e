import { circuitWords, either, field, inSubject, says, type Vendor } from '../src/reading/vendor.ts'

/** PacketFabric sends BCOP notes; this reads the text beside them. */
export const packetfabric = {
  name: 'packetfabric',
  title: 'PacketFabric',
  senders: ['packetfabric.com', 'unitas.global', 'unitasglobal.com'],
  brand: /PacketFabric/,
  zone: null,
  dateOrder: 'ymd',
  formats: [
    {
      name: 'notice',
      when: [says(/maintenance/i)],
      id: either(field(/^maintenance (?:id|number|reference)/), inSubject(/\b([A-Z]{2,6}-\d{3,9})\b/)),
      circuits: circuitWords(/\bPF-[A-Z0-9]{2,6}-[A-Z0-9-]{4,40}\b/g),
      summary: field(/^(?:description|summary|reason)/),
    },
  ],
} satisfies Vendor
