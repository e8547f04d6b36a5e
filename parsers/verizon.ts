import {
  circuitCells,
  circuitTable,
  circuitTextRows,
  column,
  either,
  field,
  firstCircuits,
  hasField,
  phrase,
  type Vendor,
} from '../src/reading/vendor.ts'

/** Verizon (MASTARS) gives each window in local time and in GMT; a sentence above the table tells what has become of it. */
export const verizon = {
  name: 'verizon',
  title: 'Verizon',
  senders: ['verizonbusiness.com', 'verizon.com', 'mci.com'],
  brand: /Verizon/,
  zone: null,
  dateOrder: 'mdy',
  zones: { BST: 'Europe/London', IST: 'Europe/Dublin' },
  formats: [
    {
      name: 'mastars',
      when: [hasField(/^(?:verizon )?mastars request/)],
      id: field(/^(?:verizon )?mastars request/),
      account: either(column(/^company name$/), field(/^customer contact id/)),
      circuits: firstCircuits(
        circuitTable({ id: /^circuit id/, impact: /^expected outage/, shape: /\d/ }),
        circuitCells({
          first: /^company name$/,
          id: /^circuit id/,
          last: /^(?:dns short name|service ?type|expected outage(?: window)?|notes)$/,
          shape: /^(?=.{0,40}\d)\S.{3,40}$/,
        }),
        circuitTextRows({ header: /^Company Name Circuit ID\b/, id: /(?<= )[\w/.-]{0,12}\d{5}[\w/.-]{0,30}/ }),
      ),
      lists: /\bCircuit ID\b/i,
      names: /Circuit ID/i,
      impact: field(/^planned circuit downtime/),
      summary: field(/^description of maintenance/),
      location: field(/^maintenance location/),
      claims: phrase(/this maintenance was not completed|has been cancel/i, 'cancellation'),
    },
  ],
} satisfies Vendor
