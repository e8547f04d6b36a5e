import {
  anyWindow,
  either,
  field,
  inBody,
  inSubject,
  none,
  says,
  startEnd,
  subjectSays,
  type Vendor,
} from '../src/reading/vendor.ts'

const caseNumber = /\b(?:CS|CHG)\d{6,9}\b/

/** Digital Realty, in Europe before it Interxion. Times are local to the site, whose town stands in brackets. */
export const digitalrealty = {
  name: 'digitalrealty',
  title: 'Digital Realty',
  senders: ['digitalrealty.com', 'interxion.com'],
  brand: /Digital Realty|Interxion/i,
  zone: null,
  dateOrder: 'dmy',
  idShape: caseNumber,
  formats: [
    {
      name: 'incident',
      when: [says(/Sub category\s{0,3}:?\s{0,3}Incident|Incident (?:start|report)|\bType ?: ?Incident/i)],
      class: 'incident',
    },
    // The guide below each mail explains the words of subjects: only the subject itself tells.
    { name: 'incident-by-subject', when: [subjectSays(/\bIncident Notification\b/i)], class: 'incident' },
    {
      name: 'case',
      when: [says(/Time Start|Site Location/i)],
      id: either(inSubject(caseNumber), field(/^case number/, caseNumber), inBody(caseNumber)),
      // Some mails run all labels together on one line.
      windows: anyWindow(
        startEnd(inBody(/Time Start ?: ?(.{8,40}? Local ?time)/i), inBody(/Time End ?: ?(.{8,40}? Local ?time)/i)),
      ),
      circuits: none,
      impact: field(/^impact to service/),
      summary: either(
        inBody(/Summary ?: ?((?:(?! ?Site Location).){5,200})/),
        field(/^summary$/, /^(?!Communication$).{5,200}/),
      ),
      location: either(field(/^site location/), inBody(/Site Location ?: ?(.{3,80}?\])/)),
    },
  ],
} satisfies Vendor
