import { circuitRows, field, hasField, rowCell, type Vendor } from '../src/reading/vendor.ts'

const impact =
  /^(?:down|up|at risk|risk|protected|unprotected|affected|no(?:ne)?\b|flap|hit|switch|short|outage|interrupt|degrad|loss|kesinti)/i

/** Turkcell Superonline lists its circuits in a table without header: id, customer, impact. Istanbul time, with its offset. */
export const turkcell = {
  name: 'turkcell',
  title: 'Turkcell Superonline',
  senders: ['superonline.net', 'turkcell.com.tr'],
  brand: /TURKCELL|SUPERONLINE/i,
  zone: 'Europe/Istanbul',
  dateOrder: 'dmy',
  formats: [
    {
      name: 'planned-maintenance',
      when: [hasField(/^maintenance (?:number|no|id)/)],
      id: field(/^maintenance (?:number|no|id)/),
      account: rowCell(impact, 1),
      circuits: circuitRows(impact),
      lists: /impact of the maintenance/i,
      names: /impact of the maintenance/i,
      impact: field(/^impact of the maintenance/),
      summary: field(/^impact of the maintenance/),
    },
  ],
} satisfies Vendor
