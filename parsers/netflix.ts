import {
  circuits,
  circuitWords,
  field,
  firstCircuits,
  inBody,
  inSubject,
  none,
  says,
  startEnd,
  type Vendor,
} from '../src/reading/vendor.ts'

const address = /^(?=.*[.:])[\da-f:.]{7,39}$/i

/** Netflix gives neither id nor end: only the start stands in a sentence; the peer's addresses are the circuits. */
export const netflix = {
  name: 'netflix',
  title: 'Netflix',
  senders: ['netflix.com'],
  brand: /Netflix \(AS2906\)|Netflix Open Connect/,
  zone: 'UTC',
  dateOrder: 'ymd',
  formats: [
    {
      name: 'open-connect',
      when: [says(/maintenance/i)],
      id: none,
      idOptional: true,
      account: inBody(/^(.{2,80}) \(AS\d+\),/),
      // A move tells the old time first.
      windows: startEnd(inBody(/\b(?:(?:re-?scheduled|moved|postponed) for|to)\s(\d{4}-\d\d-\d\d.{5,40})/i), none),
      circuits: firstCircuits(
        circuits(field(/^(?:your|affected|impacted) (?:ips?|ip address(?:es)?)(?: address(?:es)?)?$/), {
          split: /[\s,;]+/,
          shape: address,
        }),
        circuitWords(/^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{1,4}:[\da-f:]{2,35})$/gi),
      ),
      location: inBody(/maintenance in ([^,]{2,60}?),? (?:at|on|scheduled)\b/),
      lists: /\bYour IPs?:/i,
      names: /Your IPs?:/i,
      impact: inBody(/(Expected downtime.{0,80})/),
      summary: inSubject(/(Netflix Open Connect.{0,100})/),
    },
  ],
} satisfies Vendor
