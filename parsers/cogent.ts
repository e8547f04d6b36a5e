import { circuits, either, field, hasField, inBody, inSubject, phrase, type Vendor } from '../src/reading/vendor.ts'

/** Cogent writes US dates and the local time of the place that stands in the subject; one mail for each day of several. */
export const cogent = {
  name: 'cogent',
  title: 'Cogent',
  senders: ['cogentco.com'],
  brand: /Cogent/,
  zone: null,
  dateOrder: 'mdy',
  formats: [
    {
      name: 'maintenance',
      when: [hasField(/^work order number/)],
      id: either(field(/^work order number/), inBody(/Maintenance Ticket: ?([\w-]{3,20})/)),
      circuits: circuits(field(/^order ids? ?s? ?impacted/)),
      lists: /Order ID\(s\) impacted/,
      names: /Order ID/,
      impact: field(/^expected outage downtime/),
      claims: phrase(/^(?:\[.{1,40}\] ?)?(?:Correction|Corrected|Revised)\b/i, 'update'),
      summary: inBody(/purpose of this (?:work|maintenance) is (?:to )?([^.]{5,200})/i),
      location: either(
        inSubject(/ - ([A-Z][A-Za-z.']{1,20}(?:[ -][A-Z][A-Za-z.']{0,20}){0,3}, [A-Z]{2,3})\b/),
        inBody(/receiving service in (?:the )?(?:greater )?(.{3,60}?) (?:metro area )?will be/),
        field(/^location/),
      ),
    },
  ],
} satisfies Vendor
