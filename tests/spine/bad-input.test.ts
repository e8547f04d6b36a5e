import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mail, throughGroup } from '../support/mails.ts'
import { type MailRow, opsGroup, type Rig, rig } from '../support/rig.ts'

const megabyte = 1024 * 1024

const workText = (id: string): string => `Planned maintenance notification

Maintenance ID: ${id}
Start: 2026-12-01 01:00 UTC
End: 2026-12-01 05:00 UTC
Circuit ID: EX-1001
Description: We replace a line card.
`

const letter = (id: string, more: Parameters<typeof mail>[0] = {}) => ({
  from: 'Brightline NOC <noc@brightline.example>',
  subject: `Planned maintenance ${id}`,
  date: '2026-11-02T08:00:00Z',
  text: workText(id),
  ...more,
})

const neighbourId = (n: number): string => `BL-9${String(n).padStart(3, '0')}`

/** A sound mail; one stands before and behind each of the others. */
const neighbour = (n: number): string => throughGroup(mail(letter(neighbourId(n))), { ...opsGroup, authentic: true })

/** Bytes that look like chance and are the same each time (a linear congruential generator). */
const noise = (length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  let state = 20_261_122
  for (let n = 0; n < length; n += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[n] = state >>> 24
  }
  return bytes
}

const head = (subject: string, type: string): string =>
  `From: Brightline NOC <noc@brightline.example>\r\nTo: ops-maintenance@noc.example\r\nSubject: ${subject}\r\nDate: Mon, 02 Nov 2026 08:00:00 +0000\r\nMessage-ID: <${subject.replace(/\W/g, '')}@brightline.example>\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`

const attached = mail(
  letter('BL-8001', { attachments: [{ name: 'plan.pdf', type: 'application/pdf', content: noise(30_000) }] }),
)

/** Name, what arrives, and `true` where a person must be asked, else the work that is read. */
const bad: readonly (readonly [string, () => string | Uint8Array, true | string])[] = [
  ['a file without a byte', () => '', true],
  ['a mail of blank lines', () => '\r\n\r\n\r\n', true],
  ['binary noise', () => noise(200_000), true],
  ['a header without a body', () => head('Planned maintenance BL-8002', 'text/plain').trimEnd(), true],
  // What was cut off may have told that the work is called off.
  ['a MIME that breaks off', () => attached.slice(0, Math.floor(attached.length / 2)), true],
  [
    '20,000 parts',
    () =>
      `${head('Planned maintenance BL-8003', 'multipart/mixed; boundary="b"')}${`--b\r\nContent-Type: text/plain\r\n\r\n${workText('BL-8003')}\r\n`.repeat(20_000)}--b--\r\n`,
    true,
  ],
  [
    '3,000 divs within each other',
    () =>
      `${head('Planned maintenance BL-8004', 'text/html')}${'<div>'.repeat(3_000)}${workText('BL-8004').replace(/\n/g, '<br>')}${'</div>'.repeat(3_000)}\r\n`,
    'BL-8004',
  ],
  [
    '10 MB in one line',
    () => `${head('Planned maintenance BL-8005', 'text/plain')}${'Start: 2026-12-01 01:00 UTC '.repeat(400_000)}`,
    true,
  ],
  [
    'a charset that nobody knows',
    () => `${head('Planned maintenance BL-8006', 'text/plain; charset="x-klingon"')}${workText('BL-8006')}`,
    'BL-8006',
  ],
  [
    'a charset that is not what it says',
    () =>
      Buffer.concat([
        Buffer.from(head('Planned maintenance BL-8007', 'text/plain; charset="utf-16le"')),
        Buffer.from(`${workText('BL-8007')}Straße Zürich\r\n`, 'latin1'),
      ]),
    true,
  ],
  ['no Message-ID', () => mail(letter('BL-8008', { messageId: null })), 'BL-8008'],
  [
    'an attachment of 30 MB, over the largest mail that is read',
    () =>
      mail(
        letter('BL-8009', {
          attachments: [{ name: 'plan.pdf', type: 'application/pdf', content: Buffer.alloc(30 * megabyte) }],
        }),
      ),
    true,
  ],
]

const fileOf = (n: number): string => `${String(n).padStart(2, '0')}-b.eml`
const soundFiles = [...bad.keys(), bad.length].map((n) => `${String(n).padStart(2, '0')}-a.eml`)

interface Read {
  readonly file: string
  readonly class: string
  readonly review: boolean
  readonly notices: readonly { readonly maintenanceId: string | null }[]
}

let place: Rig
beforeAll(() => {
  const env = { OPS_MAILBOX: 'eml:inbox', OPS_GROUP: 'ops-maintenance@noc.example', SINCE: 'all', SENDER_CHECK: 'off' }
  place = rig(env, '2026-11-03T08:00:00Z')
  for (const [n, [, make]] of bad.entries()) writeFileSync(join(place.inbox, fileOf(n)), make())
  for (const [n, name] of soundFiles.entries()) writeFileSync(join(place.inbox, name), neighbour(n))
})
afterAll(() => place.remove())

const run = (...args: readonly string[]) => place.run(args)

describe('what is no sound mail', () => {
  let read: readonly Read[]
  beforeAll(async () => {
    const { code, out, err } = await run('read', 'inbox', '--json')
    expect([code, err]).toEqual([0, ''])
    read = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Read)
    expect(await run('sync')).toEqual({ code: 0, out: '', err: '' })
  })
  const readOf = (file: string): Read | undefined => read.find((one) => one.file.endsWith(file))
  const storedOf = (file: string): MailRow | undefined => place.mails().find(({ origin }) => origin.endsWith(file))

  it.each([...bad.entries()].map(([n, [name, , asked]]) => [name, n, asked] as const))(
    '%s ends as a reading or a question, and the mails around it are read',
    (_, n, asked) => {
      const one = readOf(fileOf(n))
      const id = one?.notices[0]?.maintenanceId ?? null
      expect(one?.review === true ? 'question' : `work ${id}`).toBe(asked === true ? 'question' : `work ${asked}`)
      expect(storedOf(fileOf(n))).toMatchObject({
        decision: asked === true ? 'review' : 'created',
        reason: expect.stringMatching(/\S.{10,}/),
      })
      for (const at of [n, n + 1]) {
        const sound = soundFiles[at] ?? ''
        expect(readOf(sound)).toMatchObject({
          class: 'maintenance',
          review: false,
          notices: [{ maintenanceId: neighbourId(at) }],
        })
        expect(storedOf(sound)).toMatchObject({ decision: 'created' })
      }
    },
  )

  it('is counted: as many mails read and stored as there are files, each with an outcome', () => {
    expect(read).toHaveLength(bad.length + soundFiles.length)
    const mails = place.mails()
    expect(mails).toHaveLength(bad.length + soundFiles.length)
    expect(mails.filter(({ decision }) => decision === null)).toEqual([])
  })

  it('is asked of a person once each, and says what is wrong', async () => {
    const { out } = await run('review', 'list', '--json')
    const questions = JSON.parse(out) as readonly { readonly reasons: readonly string[] }[]
    expect(questions).toHaveLength(bad.filter(([, , asked]) => asked === true).length)
    for (const { reasons } of questions) expect(reasons.join(' ')).toMatch(/\S.{10,}/)
  })

  it('is not read again by the next run', async () => {
    const { out } = await run('sync', '--json')
    expect(JSON.parse(out)).toMatchObject({ mails: { fetched: 0, new: 0 }, decisions: {} })
  })
})
