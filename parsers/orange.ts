import {
  circuitCells,
  circuitTable,
  circuitTextRows,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const number = /\b(?:change|operation|works?|intervention) (?:N|n)(?:°|º|o\.?|umber)? ?:? ?(T?\d{4,12})\b/i
const product = /^(?:product id|service id|circuit id|service reference)/

/** Orange International Carriers: every kind of mail has the same labels; subject and title tell the kind. Times are UTC. */
export const orange = {
  name: 'orange',
  title: 'Orange',
  senders: ['orange.com', 'orange-business.com', 'orange-ftgroup.com'],
  brand: /\bOrange(?:'s|’s)? (?:network|customer|International|Business|intervention)|csciw@orange/i,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    { name: 'incident', when: [says(/^Type ?: ?(?:service impacting )?(?:incident|outage)/im)], class: 'incident' },
    {
      name: 'change',
      when: [hasField(/^(?:new )?(?:beginning|start)/), hasField(/^(?:nature|type|cause)/)],
      id: either(
        inSubject(number),
        inBody(number),
        field(/^(?:operation|change|reference|ticket)(?: n(?:o|umber)?)?$/),
      ),
      circuits: firstCircuits(
        circuitTable({ id: product }),
        circuitCells({ first: /^product type/, id: product, last: /^all routes/, shape: /^(?=.{0,40}\d)\S{3,40}$/ }),
        circuitTextRows({ header: /^Product type Product ID\b/i, id: /(?<= )(?=\S{0,40}\d)\S{6,40}(?= )/ }),
      ),
      lists: /\bAll routes\s{1,3}[^\n]{4}|\bProduct ID [^\n]{0,80}\n{1,3}[^\n]{4}/,
      names: /Product ID/i,
      account: inBody(/^([A-Z][A-Z0-9 .,&'-]{3,60}(?:INC|LTD|LLC|SA|GMBH|FOUNDATION|AG|PLC|BV)\.?)$/),
      impact: field(/^impact$/),
      summary: field(/^(?:nature|cause|description)/),
      location: field(/^(?:location|site)/),
    },
  ],
} satisfies Vendor
