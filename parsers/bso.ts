import {
  circuits,
  circuitWords,
  either,
  field,
  firstCircuits,
  inText,
  phrase,
  says,
  startEnd,
  usualWindowOr,
  type Vendor,
} from '../src/reading/vendor.ts'

/** BSO sends every kind of notice under one subject; its heading (`Maintenance Start_`) alone tells which. */
export const bso = {
  name: 'bso',
  title: 'BSO',
  senders: ['bso.co', 'bsonetwork.net', 'bsonetwork.com'],
  brand: /\bBSO\b/,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'information',
      when: [says(/Timeslot start/i)],
      id: either(field(/^maintenance id/), inText(/\bMaintenance(?:\sID)?:?[\s]{1,3}(\d{3,10})\b/g)),
      windows: usualWindowOr(
        startEnd(
          inText(/Timeslot start time:?\s{1,3}(\w{3} \d\d?, \d{4} \d\d:\d\d UTC)/gi),
          inText(/Timeslot end time:?\s{1,3}(\w{3} \d\d?, \d{4} \d\d:\d\d UTC)/gi),
        ),
      ),
      circuits: firstCircuits(
        circuits(field(/^service id/), {
          split: /[\s,;]+|(?<=-\d{3})(?=[A-Z])/,
          shape: /^(?=.{0,60}\d)[\w/.-]{4,60}$/,
        }),
        circuitWords(/\b(?:[A-Z\d]{2,6}-){2,5}\d{3}\b/g),
      ),
      lists: /Service ID/,
      names: /Service ID|SID/,
      impact: field(/^expected impact level/),
      summary: field(/^maintenance reason/),
      claims: (view) =>
        [
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance Cancel/i, 'cancellation'),
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance (?:End|Complet)/i, 'completion'),
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance (?:Re-?schedul|Postpone)/i, 'reschedule'),
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance Start(?:ed)?(?:_|\s?-|$)/i, 'start'),
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance Reminder/i, 'reminder'),
          phrase(/^(?:BSO |Emergency |Planned |Urgent ){0,2}Maintenance Update/i, 'update'),
        ].flatMap((claim) => claim(view)),
    },
  ],
} satisfies Vendor
