import {
  circuitTable,
  circuitWords,
  column,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  startEnd,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Windstream names its work by a WMT number and gives US zones without season (`ET`); a second table tells the impact. */
export const windstream = {
  name: 'windstream',
  title: 'Windstream',
  senders: ['windstream.com', 'windstreamenterprise.com', 'uniti.com'],
  brand: /Windstream|Kinetic Business|\bUniti\b/,
  zone: null,
  dateOrder: 'mdy',
  formats: [
    {
      name: 'wmt',
      when: [hasField(/^event start (?:date|time)/)],
      id: either(field(/^wmt$/, /\d{4,9}/), inSubject(/WMT#:? ?(\d{4,9})/), inBody(/WMT:? {0,3}(\d{4,9})/)),
      windows: startEnd(field(/^event start (?:date|time)/), field(/^event end (?:date|time)/)),
      account: column(/^name$/),
      circuits: firstCircuits(
        circuitTable({ id: /^circuit id/, shape: /\d/ }),
        circuitWords(/\b[A-Z0-9]{2}\/[A-Z0-9]{4}\/\d{4,7}\/ {0,4}[A-Z0-9]{0,3}\/[A-Z]{2,5}(?: ?\/)?/g),
      ),
      lists: /\bCircuit ID\b/i,
      names: /Circuit ID/i,
      impact: either(column(/^impact type/), field(/^impact type/), field(/^service affecting/)),
      summary: field(/^description of maintenance/),
      location: field(/^maintenance address/),
    },
  ],
} satisfies Vendor
