import {
  circuitCells,
  circuits,
  circuitTable,
  circuitTextRows,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  phrase,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Megaport tells id and kind in one sentence: "This is a reminder that Planned maintenance (id) …". */
export const megaport = {
  name: 'megaport',
  title: 'Megaport',
  senders: ['megaport.com'],
  brand: /Megaport/,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'maintenance',
      when: [hasField(/^(?:new |revised |actual |updated )?start (?:date|time)/)],
      id: either(
        inBody(/(?:maintenance|works?|change|outage|event)s? \(((?=[\w-]{0,19}\d)[\w-]{4,20})\)/i),
        field(/^(?:maintenance|event|change|reference)(?: (?:id|reference|number))?$/),
        inSubject(/[([]((?=[\w-]{0,19}\d)[\w-]{4,20})[)\]]/),
      ),
      account: inBody(/^(?:Hi|Hello|Dear) ([^,]{2,80}?),?$/),
      circuits: firstCircuits(
        circuitTable({ id: /^service id/ }),
        circuits(field(/^(?:impacted |affected )?service id/), { shape: /^(?=[\w-]{0,40}\d)[\w-]{4,40}$/ }),
        circuitCells({
          first: /^service id/,
          id: /^service id/,
          last: /^service name/,
          shape: /^(?=[\w-]{0,40}\d)[\w-]{4,40}$/,
        }),
        circuitTextRows({ header: /^Service ID Service Type\b/, id: /^(?=[\w-]{0,40}\d)[\w-]{4,40}(?= )/ }),
      ),
      lists: /\bService ID\b/i,
      names: /Service ID/i,
      impact: field(/^expected impact/),
      summary: field(/^purpose of/),
      location: field(/^location/),
      claims: phrase(/\bhas been finali[sz]ed\b/i, 'completion'),
    },
  ],
} satisfies Vendor
