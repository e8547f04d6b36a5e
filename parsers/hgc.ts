import { below, circuits, either, field, hasField, inBody, inSubject, type Vendor } from '../src/reading/vendor.ts'

const ticket = /\bTIC\d{6,20}\b/

const circuit = /^(?:affected |impacted )?circuits?(?: s)?(?: id|$|[ /])/

/** HGC puts ticket and circuit into the subject only; its labels stand in a table or in lines with a spaced colon. */
export const hgc = {
  name: 'hgc',
  title: 'HGC',
  senders: ['hgc.com.hk', 'hgc-intl.com', 'hgcbroadband.com'],
  brand: /\bHGC\b/,
  zone: null,
  dateOrder: 'dmy',
  idShape: ticket,
  formats: [
    {
      name: 'work-notification',
      when: [hasField(/^(?:new |revised )?maintenance window|^start date/), hasField(/^circuit|^customer/)],
      id: either(
        inSubject(ticket),
        field(/^(?:hgc )?(?:ticket|reference|case|maintenance (?:id|ref|ticket))/, ticket),
        inBody(ticket),
        field(/^(?:hgc )?(?:ticket|reference|case)/),
      ),
      account: field(/^customer(?: name)?$/),
      circuits: circuits(either(field(circuit), below(circuit)), {
        more: /^[A-Z]{2,8}\d{4,12}$/,
        split: /[,;|\n]| & /,
      }),
      lists: /\bCircuit ID\b/i,
      names: /Circuit/i,
      impact: field(/^service impact/),
      summary: field(/^(?:description|reason)/),
      location: field(/^(?:location|site)/),
    },
  ],
} satisfies Vendor
