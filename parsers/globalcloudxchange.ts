import {
  circuits,
  circuitTable,
  circuitWords,
  either,
  firstCircuits,
  inBody,
  inSubject,
  inText,
  rows,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const reference = /\bP[EW]\d{10,16}\b/

/** Global Cloud Xchange (FLAG): a table of primary and backup windows, `NA` where there is none. */
export const globalcloudxchange = {
  name: 'globalcloudxchange',
  title: 'Global Cloud Xchange',
  senders: ['globalcloudxchange.com', 'gcxworld.com', 'flagtelecom.com', 'relianceglobalcom.com', '3cloudxchange.com'],
  brand: /Global Cloud Xchange|\bGCX|3Cloud Xchange|FLAG Telecom/i,
  zone: 'UTC',
  dateOrder: 'dmy',
  idShape: reference,
  formats: [
    {
      name: 'advisory',
      when: [says(/Primary Start/i)],
      id: either(inSubject(reference), inBody(reference)),
      windows: (view) => {
        const primary = rows({ start: /^primary start/, end: /^primary end/ })(view)
        const backup = rows({ start: /^backup start/, end: /^backup end/ })(view)
        return { ...primary, windows: [...primary.windows, ...backup.windows.map((w) => ({ ...w, backup: true }))] }
      },
      circuits: firstCircuits(
        circuitTable({ id: /^(?:service|circuit) id/, impact: /^impact/ }),
        circuitWords(/\b[A-Z]{3,8}\d{4,7}\b/g),
        circuits(inText(/\bService ID\sImpact\s([A-Z\d][\w/.-]{4,40})/g)),
      ),
      lists: /Service ID/,
      names: /Service ID/i,
      impact: inBody(/^Impact ?: ?(.{2,100})/),
      summary: inSubject(/(?:Notice|Notification) \| ([^|]{3,120}) \|/),
    },
  ],
} satisfies Vendor
