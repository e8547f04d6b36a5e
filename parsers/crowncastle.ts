import {
  circuitTable,
  circuitWords,
  either,
  field,
  firstCircuits,
  hasField,
  inSubject,
  inText,
  says,
  startEnd,
  usualWindowOr,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Crown Castle gives one table row for each zone of the same window; the GMT row is taken, also where the table was made text. */
export const crowncastle = {
  name: 'crowncastle',
  title: 'Crown Castle',
  senders: ['crowncastle.com', 'lightower.com', 'fibertech.com'],
  brand: /Crown Castle|Lightower/,
  zone: null,
  dateOrder: 'mdy',
  idShape: /\bCM\d{8,14}\b/,
  formats: [
    {
      name: 'fiber',
      when: [hasField(/^ticket number/), says(/maintenance/i)],
      id: either(field(/^ticket number/, /[A-Z]{0,4}\d[\w-]{3,16}/), inSubject(/\bCM\d{8,14}\b/)),
      windows: usualWindowOr(
        startEnd(
          inText(
            /(\d{1,2}\/\d{1,2}\/\d{4}\s{1,3}\d{1,2}:\d\d [AP]M)\s{1,3}\d{1,2}\/\d{1,2}\/\d{4}\s{1,3}\d{1,2}:\d\d [AP]M\s{1,3}GMT/g,
          ),
          inText(/(\d{1,2}\/\d{1,2}\/\d{4}\s{1,3}\d{1,2}:\d\d [AP]M)\s{1,3}GMT/g),
          { zone: 'GMT', paired: true },
        ),
      ),
      circuits: firstCircuits(
        circuitTable({ id: /^circuit id/, impact: /^impact$/ }),
        circuitWords(/\b\d{6}-[A-Z]{2,6}-[A-Z\d]{3,12}(?:-[A-Z\d]{3,12}){0,3}\b/g),
      ),
      lists: /Customer Circuits:/i,
      names: /Circuit ID/i,
      impact: field(/^expected customer impact/),
      summary: field(/^work description/),
      location: field(/^location of work/),
    },
  ],
} satisfies Vendor
