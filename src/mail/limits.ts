/**
 * Bounds on what one mail may cost. Real notices stay far below all of them (the largest seen is 65 kB, 40 parts,
 * 60 levels of HTML); beyond a bound the rest is left unread and a `limit` defect says so, which sends the mail to a
 * person. `tests/mail/limits.test.ts` holds each of them. Time and memory are bounded besides (`workers/bounded-reader.ts`).
 */
export const limits = {
  /** Bytes of a whole message; beyond it only the header is read. Gmail takes 25 MB, which base64 makes 35. */
  messageBytes: 40 * 1024 * 1024,
  /** Bytes of the header block. The longest seen has 13 kB in 178 lines. */
  headerBytes: 1024 * 1024,
  headerLines: 5000,
  /** Characters of one Authentication-Results header, and how many of them are looked at for ours. Gmail's own has 2 kB. */
  verdictLength: 100_000,
  verdicts: 50,
  /** Characters of one header of addresses, and addresses in it. */
  addressLength: 200_000,
  addresses: 1000,
  /** MIME parts that are looked at. mailparser itself gives up at 1,000. */
  parts: 500,
  /** Messages within messages: a forward of a forward has two. */
  nesting: 5,
  /** Characters of text or HTML in one body part. */
  textLength: 4 * 1024 * 1024,
  /** Open HTML elements. htmlparser2 searches its stack of open elements, so depth is cost. */
  htmlDepth: 4000,
  /** Data tables within tables; deeper ones are shown as plain text. */
  tableDepth: 40,
  /** Shown lines of one part. */
  lines: 50_000,
  /** Bytes of a CSV or XLSX attachment, and of an XLSX when unpacked (a zip bomb is 1,000 times its size). */
  sheetBytes: 8 * 1024 * 1024,
  sheetUnpackedBytes: 48 * 1024 * 1024,
  /** Files in an XLSX. Excel writes a dozen, and one for each sheet. */
  sheetFiles: 2000,
  sheetRows: 20_000,
  /** Sheets read in one mail. */
  sheets: 20,
  /** Calendar texts of one mail, and characters of each. */
  calendars: 50,
  calendarLength: 1024 * 1024,
} as const
