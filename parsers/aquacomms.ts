import { circuits, either, field, hasField, inSubject, phrase, type Vendor } from '../src/reading/vendor.ts'

/** Aqua Comms writes its times in GMT, hours before day-first dates; a note on US Central time is for its log alone. */
export const aquacomms = {
  name: 'aquacomms',
  title: 'Aqua Comms',
  senders: ['aquacomms.com'],
  brand: /Aqua ?Comms/i,
  zone: 'UTC',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'event',
      when: [hasField(/^scheduled start date/)],
      id: either(field(/^ticket number/), inSubject(/ISSUE=(\d+)/)),
      circuits: circuits(field(/^(?:service|circuit) ids?/)),
      lists: /Service ID/,
      names: /(?:Service|Circuit) ID/i,
      summary: field(/^(?:description|reason|details)/),
      // Below the labels stands a log, its newest line first.
      claims: (view) =>
        [
          phrase(
            /^[\d/:., -]{0,24}Update - .{0,40}\b(?:works?|maintenance|event)(?: \w{1,8}){0,3} (?:completed?|finished|concluded)\b/i,
            'completion',
          ),
          phrase(
            /^[\d/:., -]{0,24}Update - .{0,40}\b(?:works?|maintenance|event)(?: \w{1,8}){0,3} (?:started|begun|commenced)\b/i,
            'start',
          ),
        ].flatMap((claim) => claim(view)),
    },
  ],
} satisfies Vendor
