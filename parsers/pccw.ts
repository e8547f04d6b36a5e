import {
  circuits,
  either,
  field,
  hasField,
  inBody,
  inSubject,
  spansIn,
  subjectSays,
  type Vendor,
} from '../src/reading/vendor.ts'

const incident = /\bINC\d\w{5,15}\b/

/** PCCW Global sends a BCOP note, a body with spaced colons, or both; `INC…` is the id, the RPO/UMW reference its own paperwork. */
export const pccw = {
  name: 'pccw',
  title: 'PCCW Global',
  senders: ['pccwglobal.com', 'consoleconnect.com'],
  brand: /PCCW Global/i,
  zone: 'UTC',
  dateOrder: 'dmy',
  idShape: incident,
  formats: [
    {
      name: 'fault',
      when: [subjectSays(/\b(?:unplanned|unscheduled|fault|trouble|service restor)/i)],
      class: 'incident',
    },
    {
      name: 'planned-outage',
      // The letter's own date.
      otherTimes: /^date$/,
      when: [hasField(/^(?:rpo|umw|pew|emw) reference|^date ?\/? ?time/)],
      id: either(inSubject(incident), inBody(incident)),
      windows: spansIn(either(field(/^(?:new|revised|amended|updated) date ?\/? ?time/), field(/^date ?\/? ?time/))),
      account: field(/^customer name/),
      circuits: circuits(field(/^service ?\/ ?circuit affected/), {
        split: /\n/,
        // `SR123456 / circuit / customer's reference`
        shape: /^(?:SR\w{3,12} ?\/ ?)?(?<value>[^/\s](?:[^/]|\/(?=\S)){2,80})/,
      }),
      lists: /Circuit Affected/i,
      names: /Circuit Affected/i,
      impact: field(/^impact$/),
      summary: field(/^(?:outage|maintenance|work|activity)? ?description/),
    },
  ],
} satisfies Vendor
