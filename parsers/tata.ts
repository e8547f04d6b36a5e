import {
  anyWindow,
  circuits,
  either,
  field,
  inBody,
  inSubject,
  inText,
  says,
  spansIn,
  startEnd,
  statusField,
  type Vendor,
} from '../src/reading/vendor.ts'

const ticket = /\bCHG[A-Z]?\d{6,10}\b/

/** Tata Communications gives each window in IST and in GMT; in text parts its table has lost its tabs. */
export const tata = {
  name: 'tata',
  title: 'Tata Communications',
  senders: ['tatacommunications.com', 'vsnl.co.in'],
  brand: /TATA COMMUNICATIONS/i,
  zone: null,
  dateOrder: 'ymd',
  zones: { IST: 'Asia/Kolkata' },
  idShape: ticket,
  formats: [
    {
      name: 'planned-work',
      when: [says(/Activity Window|Planned Work Notification/i)],
      id: either(field(/^ticket reference/, ticket), inSubject(ticket), inBody(ticket)),
      // An extension restates the window and gives its new end apart.
      windows: anyWindow(
        spansIn(
          inText(/(?:Re-?scheduled|Revised|New) (?:Activity |Time )?Window \(GMT\)[\s:]{1,5}(\d[^\n]{30,200})/gi),
        ),
        startEnd(
          inText(/Activity Window \(GMT\)[\s:]{1,5}(\d[\d :-]{10,20} GMT)/gi),
          inText(/Extended up to(?: Time window)? \(GMT\)[\s:]{1,5}(\d[\d :-]{10,20} GMT)/gi),
          { paired: true },
        ),
      ),
      circuits: circuits(
        either(
          field(/^service ids?$/, /^(?!NIMS)[\s\S]{3,2000}$/),
          inText(/^Service IDs?[:\s]{1,4}(?!NIMS)(\S.{3,2000})$/gm),
        ),
      ),
      lists: /\bService ID\b/i,
      names: /Service ID/i,
      impact: either(field(/^expected impact duration/), field(/^(?:expected )?impact$/)),
      summary: either(field(/^activity description/), inBody(/^Activity Description[:\s]{1,3}(.{5,300})/i)),
      location: either(field(/^location of activity/), inBody(/^Location of activity[:\s]{1,3}(.{2,120})$/i)),
      claims: statusField(/^activity status/),
    },
  ],
} satisfies Vendor
