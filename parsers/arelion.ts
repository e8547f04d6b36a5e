import { circuitWords, either, field, inBody, inSubject, only, says, type Vendor } from '../src/reading/vendor.ts'

/** Arelion, before it Telia Carrier and TeliaSonera International Carrier. */
export const arelion = {
  name: 'arelion',
  title: 'Arelion',
  senders: ['arelion.com', 'teliacarrier.com', 'teliacompany.com', 'teliasonera.com', 'telia.com'],
  brand: /Arelion|Telia/i,
  zone: 'UTC',
  dateOrder: 'ymd',
  idShape: /\bPWIC\d{4,8}(?:\.\d{1,3})?\b/,
  idStem: /^PWIC\d{4,8}(?=\.\d)/,
  formats: [
    {
      name: 'planned-work',
      when: [says(/Planned work reference|PW Reference number|PWIC/i)],
      id: either(
        inSubject(/PWIC\d+\.\d+/),
        only(inBody(/Service Window:? {0,3}(PWIC\d+(?:\.\d+)?)/i)),
        field(/^(?:planned work reference|pw reference number)/, /PWIC\d+(?:\.\d+)?/),
        inSubject(/PWIC\d+/),
      ),
      circuits: circuitWords(/\bIC-\d{5,8}\b/g),
      lists: /\bIC-|Service ID:/,
      names: /\bIC-|Service ID|Impacted Services/i,
      impact: field(/^(?:impact|impacted services?)$/),
      summary: field(/^action and reason/),
      location: field(/^location(?: of work)?$/),
    },
  ],
} satisfies Vendor
