import {
  below,
  circuitLines,
  circuitTable,
  circuitWords,
  datedHours,
  either,
  field,
  firstCircuits,
  inBody,
  inSubject,
  phrase,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const circuit = /^\/?[A-Z0-9]{2,6}\/[A-Z0-9]{3,10}\/[A-Z0-9 ]{0,6}\/[A-Z0-9]{2,5} ?\/?$/

const hours = /^\d\d:\d\d ?(?:-|to) ?\d\d:\d\d \(? ?[A-Za-z]{2,12} ?\)?/
const impact = /down|impact|hit|outage|risk|degrad|hour|minute|redundan|protect|latency|interrupt/i

/** Zayo gives each window in local time and in GMT, some with a backup date; its text parts have the table's cells one a line. */
export const zayo = {
  name: 'zayo',
  title: 'Zayo',
  senders: ['zayo.com', 'allstream.com'],
  brand: /Zayo/,
  zone: null,
  dateOrder: 'dmy',
  idShape: /\bTTN-\d{6,12}\b/,
  formats: [
    {
      name: 'notification',
      when: [says(/Maintenance Ticket ?#|Activity Date/)],
      id: either(
        field(/^maintenance ticket/, /TTN-\d+/),
        inBody(/Maintenance Ticket ?#:?\s{0,3}(TTN-\d+)/),
        inSubject(/TTN-\d+/),
      ),
      // Until 2019 the days stood apart from their hours.
      windows: datedHours(
        field(/activity date$|^(?:backup|primary) date$/, /^(\d{1,2}-[A-Za-z]{3}-\d{4})$/),
        either(field(/^maintenance window$/, hours), below(/^maintenance window$/, hours)),
      ),
      account: either(field(/^customer$/), inSubject(/\*{3}([^*]{2,80})\*{3} ?ZAYO /i)),
      // Text parts write the table's cells one a line.
      circuits: firstCircuits(
        circuitTable({ id: /^circuit id/, impact: /^expected impact/ }),
        circuitLines(circuit, impact),
        circuitWords(/(?<![A-Z0-9])\/?[A-Z0-9]{2,6}\/[A-Z0-9]{3,10}\/ {0,4}\/ZYO(?: ?\/)?/g, impact),
      ),
      lists: /\bCircuit Id\b/i,
      names: /Circuit Id/i,
      impact: field(/^expected impact/),
      summary: field(/^reason for maintenance/),
      location: field(/^location of maintenance/),
      claims: phrase(/will be commencing momentarily/i, 'start'),
    },
  ],
} satisfies Vendor
