import {
  circuits,
  circuitTable,
  either,
  field,
  firstCircuits,
  hasField,
  inBody,
  inSubject,
  inText,
  phrase,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const ticket = /\b(?:\d{1,2}-\d{9,15}|K-\d{9,15}|CHG\d{6,10})\b/

/** A serial number on a line with others: `20559901-A`, `QX7204.3`; account numbers are shorter. */
const serial = /^(?:\d{7,10}(?:-[A-Z])?|[A-Z]{2,4}\d{3,8}\.\d{1,3})$/

const rowSerial = /^(?:\d{5,10}(?:-[A-Z])?|[A-Z]{2,4}\d{3,8}\.\d{1,3})$/

/** Network and IBX site work. Dates stand as `LOCAL:`/`UTC:` pairs without year; a `SPAN:` has the year. */
export const equinix = {
  name: 'equinix',
  title: 'Equinix',
  senders: ['equinix.com'],
  brand: /Equinix/i,
  zone: null,
  dateOrder: 'dmy',
  idShape: ticket,
  formats: [
    {
      name: 'incident',
      when: [hasField(/^(?:situation status|equipment condition|incident summary|incident start)/)],
      class: 'incident',
    },
    {
      name: 'notice',
      // Visits, shipments and orders name an IBX too, but no such times.
      when: [says(/^\W{0,4}(?:UTC|LOCAL|SPAN)\b\W{1,4}\S/m)],
      id: either(inSubject(ticket), inBody(/reference (\d{1,2}-\d{9,15}|K-\d{9,15}|CHG\d{6,10})/), inBody(ticket)),
      lists: /(?:Service|Circuit) Serial #|^\W{0,4}PRODUCTS?\b/m,
      // Every mail of Equinix has its number; what reaches a list may have lost it with the subject.
      idOptional: true,
      account: field(/^account/),
      circuits: firstCircuits(
        circuitTable({
          id: [/^(?:service|circuit) serial/, /^serial (?:number|no)/, /^(?:circuit|asset) (?:id|number|no)/],
        }),
        // The table as text: a row a line, or the whole of it on one line.
        circuits(inBody(/^\d{4,8}[\s]([A-Z].{6,200})$/), { split: /\s+/, shape: rowSerial }),
        circuits(
          inText(
            /\b\d{4,8}\s{1,2}(?:Equinix|Internet|Metro|Primary|Secondary|Cross)\b[A-Za-z ]{0,40}\s{1,2}(?:[A-Z]{2}\d{1,2}x?\s{1,2})?((?:\d{5,10}(?:-[A-Z])?|[A-Z]{2,4}\d{3,8}\.\d{1,3}))\b/g,
          ),
        ),
        circuits(inBody(/Service Serial #\s(.{5,600})/), { split: /\s+/, shape: serial }),
      ),
      claims: phrase(
        /maintenance (?:listed|described) below (?:will|is) now (?:commence|commencing|start|starting|begin|beginning)/i,
        'start',
      ),
      impact: field(/^impact$/),
      summary: field(/^description$/),
      location: field(/^(?:ibx|ibx s|ibxs|location)$/),
    },
  ],
} satisfies Vendor
