// A database with open questions, as a vendor whose mails name no zone would fill it.
import { createHash } from 'node:crypto'
import { believe } from '../dist/src/steps/believe.js'
import { openStore } from '../dist/src/store/open.js'

const day = 86_400_000
const iso = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`

const mailOf = (n, sent) =>
  Buffer.from(
    `From: Carrier NOC <noc@carrier.example>\r\nTo: ops@noc.example\r\nSubject: Planned work CHG-${n}\r\n` +
      `Message-ID: <chg-${n}@carrier.example>\r\nDate: ${new Date(sent).toUTCString()}\r\n\r\n` +
      `Planned work CHG-${n} on circuit C-${n}.\r\nStart: in the night\r\nFibre is replaced between two huts.\r\n`,
  )

const toldOf = (hash, n, sent, start) => ({
  key: `${hash}#0`,
  vendor: 'carrier.example',
  sent,
  received: null,
  subject: `Planned work CHG-${n}`,
  messageId: `chg-${n}@carrier.example`,
  thread: [],
  permalink: null,
  textHash: hash,
  held: true,
  unverified: false,
  notice: {
    maintenanceId: `CHG-${n}`,
    account: null,
    status: 'CONFIRMED',
    kind: 'new',
    windows: [{ start: iso(start), end: iso(start + day / 6) }],
    circuits: [{ id: `C-${n}`, impact: 'OUTAGE' }],
    impact: null,
    summary: 'Fibre is replaced between two huts',
    location: null,
    formerIds: [],
    zone: null,
    sequence: null,
    stamp: null,
    evidence: {},
    doubts: [{ code: 'zone-missing', blocking: true, detail: 'The mail names no time zone.' }],
  },
})

const outcomeOf = (told) => ({
  class: 'maintenance',
  vendor: told.vendor,
  decision: 'review',
  reason: 'The mail names no time zone.',
  subject: told.subject,
  sender: 'noc@carrier.example',
  sent: told.sent,
  permalink: null,
  rules: '0',
})

/** Makes a database with `count` mails of the last weeks, each of which raises a question about work to come. */
export const withQuestions = async (path, count) => {
  const store = openStore(path)
  const now = Date.now()
  const at = iso(now)
  const incoming = Array.from({ length: count }, (_, n) => {
    const raw = mailOf(n, now - (n % 20) * day)
    return {
      hash: createHash('sha256').update(raw).digest('hex'),
      messageId: `chg-${n}@carrier.example`,
      raw,
      tooLarge: false,
      size: raw.length,
      origin: `mail-${n}.eml`,
      received: null,
      gmailThread: null,
    }
  })
  await store.mails.keep('ops', incoming, null, at)
  const stored = await store.mails.pending('ops', 0, count)
  await store.atomically(async (inner) => {
    for (const [n, { id, hash }] of stored.entries()) {
      const told = toldOf(hash, n, iso(now - (n % 20) * day), now + (1 + (n % 40)) * day)
      await believe(inner, { mail: id, tolds: [told] }, at)
      await inner.mails.settle(id, outcomeOf(told), null, at)
    }
  })
  await store.close()
}
