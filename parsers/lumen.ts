import {
  circuitCells,
  circuitTable,
  circuitTextRows,
  column,
  either,
  type Format,
  field,
  firstCircuits,
  hasTable,
  inBody,
  inSubject,
  latestUpdate,
  none,
  says,
  spansIn,
  type Vendor,
} from '../src/reading/vendor.ts'

const portal = {
  id: either(
    inBody(/Scheduled Maintenance(?: Window)? ?#:? {0,3}(\d[\d-]+)/i),
    field(/^scheduled maintenance/, /\d[\d-]{4,}/),
    inSubject(/\b(\d{7,}(?:-\d+)?)\b/),
    field(/^customer impact/, /^(\d{6,12})-\d{1,3}\b/),
  ),
  account: column(/^customer name$/),
  circuits: firstCircuits(
    circuitTable({ id: [/^circuit id/, /^alt circuit id/], impact: /^impact type/ }),
    circuitCells({
      first: /^customer name$/,
      id: /^circuit id$/,
      last: /^(?:order number|status)$/,
      shape: /^(?=.{0,40}\d)\S.{3,40}$/,
      impact: /^(?:outage|switch hit|degrad|no impact|at risk|loss|flap|intermittent)/i,
    }),
    circuitTextRows({ header: /^Customer Name Circuit ID\b/, id: /(?<= )[\w/.-]{0,12}\d{5}[\w/.-]{0,30}/ }),
  ),
  lists: /\bOrder Number(?:\s{1,3}Status)?\s{1,3}[^\n]{4}/,
  names: /Circuit ID/i,
  // "Customer Impact:" heads the windows; the impact stands with each circuit.
  impact: none,
  summary: field(/^(?:summary|reason|what)$/),
  location: field(/^maintenance location/),
  claims: latestUpdate,
} satisfies Partial<Format>

/**
 * Lumen, before it Level 3 and CenturyLink: a log of dated updates tells the status; mails about one window number it
 * (`31200417-1`), the announcement does not.
 */
export const lumen = {
  name: 'lumen',
  title: 'Lumen',
  senders: ['lumen.com', 'level3.com', 'centurylink.com', 'cirionnetworks.com', 'ciriontechnologies.com'],
  brand: /\bLumen\b|Level ?3\b|CenturyLink|Cirion/i,
  zone: null,
  dateOrder: 'ymd',
  idStem: /^\d{6,12}(?=-\d{1,3}$)/,
  formats: [
    {
      name: 'portal',
      distinctive: true,
      when: [hasTable(/^circuit id/, /^impact type|^bandwidth/)],
      ...portal,
    },
    {
      name: 'portal-without-table',
      when: [says(/Scheduled Maintenance(?: Window)? ?#|Maintenance Location\(s\)|Customer Impact:/i), says(/\bGMT\b/)],
      ...portal,
      idOptional: true,
      windows: spansIn(inBody(/^\d{6,12}-\d{1,3}\s{1,3}(\d{4}-\d\d-\d\d \d\d:\d\d.{10,80})$/)),
    },
  ],
} satisfies Vendor
