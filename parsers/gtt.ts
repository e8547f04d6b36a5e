import {
  circuits,
  circuitTable,
  circuitWords,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const services = firstCircuits(
  circuitTable({
    id: [/^services? affected|^affected services?/, /^slid/, /^service id/],
    impact: /^expected impact|^impact/,
  }),
  circuits(field(/^friendly name/)),
  circuits(inBody(/\b(?:GTT|EXA) Service ?= ?([^;]{3,80})/)),
  circuitWords(/\b(?:GTT|EXA|HI|IRT?)\/(?:[A-Z][A-Za-z]{1,14}\/)?\d{5,12}\b/g),
)

/** GTT, with Interoute and Hibernia which it bought, and EXA Infrastructure which bought its fibre; always GMT, years first. */
export const gtt = {
  name: 'gtt',
  title: 'GTT / EXA',
  senders: [
    'gtt.net',
    'gttcorp.org',
    'gtt.com',
    'exainfra.net',
    'interoute.com',
    'hibernianetworks.com',
    'hiberniaatlantic.com',
  ],
  brand: /\bGTT|\bEXA\b|Interoute|Hibernia/,
  zone: 'UTC',
  dateOrder: 'ymd',
  formats: [
    {
      name: 'interoute',
      when: [hasField(/^(?:start of planned work window|new planned work start date)/)],
      id: either(
        inSubject(/\b(\d{5,12})\b/),
        field(/ticket|reference/, /\d{5,12}/),
        inBody(/ticket \W{0,3}(\d{5,12})/i),
      ),
      circuits: services,
      summary: field(/reason/),
      location: field(/^location/),
    },
    {
      name: 'planned-work',
      when: [
        says(
          /\b(?:planned|emergency) works?\b|\bwork (?:announcement|conclusion|cancellation)|\b(?:GTT|EXA) TT ?#|^(?:GTT|EXA) Service ?=/im,
        ),
      ],
      id: either(
        inBody(/(?:Planned|Emergency) Work Notification: {0,3}(?:Master )?(\d{4,12})/i),
        inSubject(/(?:\bTT|#)\W{0,4}(\d{4,12})/),
        inSubject(/Notification: {0,3}(?:Master )?(\d{4,12})/i),
        field(/^(?:master|ticket|gtt tt|exa tt|tt)\b/, /\d{4,12}/),
      ),
      circuits: services,
      lists: /SLID\/CCSD|Services Affected/i,
      names: /SLID|Services? Affected|Service ?=|Friendly Name/i,
      summary: field(/^planned work reason|^emergency work reason|^reason$/),
      location: field(/^location$/),
    },
  ],
} satisfies Vendor
