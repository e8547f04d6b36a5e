import {
  circuitCells,
  circuits,
  circuitTable,
  circuitTextRows,
  circuitWords,
  either,
  firstCircuits,
  inBody,
  inSubject,
  inText,
  momentsIn,
  rows,
  says,
  type Vendor,
} from '../src/reading/vendor.ts'

const reference = /\bP[EW]\d{10,16}\b/

/** A row's number and cells, a line each or all in one line: `1`, primary start and end, backup start and end. */
const primaryCells = /^\d{1,2}\s{1,3}(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\s{1,3}\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d)/gm
const backupCells =
  /^\d{1,2}(?:\s{1,3}\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d){2}\s{1,3}(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d\s{1,3}\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d)/gm

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
        const found = rows({ start: /^primary start/, end: /^primary end/ })(view)
        const primary = found.windows.length ? found : momentsIn(inText(primaryCells))(view)
        const backup = found.windows.length
          ? rows({ start: /^backup start/, end: /^backup end/ })(view)
          : momentsIn(inText(backupCells))(view)
        return { ...primary, windows: [...primary.windows, ...backup.windows.map((w) => ({ ...w, backup: true }))] }
      },
      circuits: firstCircuits(
        circuitTable({ id: /^(?:service|circuit) id/, impact: /^impact/ }),
        circuitTextRows({ header: /^Service ID Impact$/, id: /^(?=\S{0,40}\d)[\w/.-]{4,40}(?= )/ }),
        circuitCells({
          first: /^service id$/,
          id: /^service id$/,
          last: /^impact$/,
          shape: /^(?=\S{0,40}\d)[\w/.-]{4,40}$/,
        }),
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
