import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCuttingProxy } from '../servers/cutting-proxy.ts'
import { type Dovecot, type DovecotUser, startDovecot } from '../servers/dovecot.ts'
import type { Ended } from '../support/cli.ts'
import { type MailRow, type Rig, rig } from '../support/rig.ts'
import { mailful } from '../support/spine-mails.ts'

/** Before the first of the works. */
const now = '2026-10-20T08:00:00Z'
const { posts, events, ids } = mailful(200)

let server: Dovecot
let dovecot: DovecotUser
let place: Rig
/** What the first run said, and what it left behind. */
let first: Ended
let undisturbed: Result

const rigFor = (password: string): Rig =>
  rig({ SINCE: 'all', SENDER_CHECK: 'enforce', OPS_GROUP: 'ops-maintenance@noc.example', OPS_PASSWORD: password }, now)

const deliverAll = async (user: DovecotUser): Promise<void> => {
  for (const { raw } of posts) await user.deliver(raw)
}

const urlOf = ({ user }: DovecotUser, port: number): string => `imap://${user}@127.0.0.1:${port}/INBOX`

const sync = (port = dovecot.port, more: Record<string, string> = {}) =>
  place.run(['sync', '--json'], { OPS_MAILBOX: urlOf(dovecot, port), ...more })

const squash = (text: string): string => text.replace(/\s/g, '')
const longestFirst = [...ids].sort((a, b) => b.length - a.length)

/** The calendar file in the words of the goldens. */
const standing = (): readonly string[] =>
  place
    .events()
    .map(({ summary, start, end, cancelled }) => {
      const id = longestFirst.find((one) => squash(summary).includes(squash(one))) ?? `no work: ${summary}`
      return `${cancelled ? 'CANCELLED ' : ''}${id} ${start}/${end}`
    })
    .sort()

interface Result {
  readonly ics: string
  readonly mails: readonly MailRow[]
}
const result = (): Result => ({ ics: readFileSync(place.ics, 'utf8'), mails: place.mails() })

/** One line for cron's mail: no stack, no secret. */
const oneLine = (err: string, secret: string): void => {
  expect(err).toMatch(/^maintcal: [^\n]{20,}\n$/)
  expect(err).not.toContain(secret)
  expect(err).not.toMatch(/ {4}at |node_modules|\.js:\d/)
}

/** Another user with the same mails, and a place without a run. */
const afresh = async (user: DovecotUser): Promise<void> => {
  dovecot = user
  place = rigFor(user.password)
  await deliverAll(user)
}

beforeAll(async () => {
  server = await startDovecot()
})
afterAll(() => server.stop())

/** Each of these leaves mailbox, calendar and outcomes as it found them: that is what they are about. */
describe('two hundred mails of a real IMAP server', () => {
  beforeAll(async () => {
    await afresh(await server.anotherUser())
    first = await sync()
    undisturbed = result()
  })
  afterAll(() => place.remove())

  it('come to the events that a careful person reads in them, and each to one outcome', () => {
    const { code, out, err } = first
    expect([code, err]).toEqual([0, ''])
    expect(events.length).toBeGreaterThan(60)
    expect(standing()).toEqual(events)
    expect(JSON.parse(out)).toMatchObject({
      mails: { fetched: posts.length, new: posts.length },
      calendar: { inserted: events.length, updated: 0, unchanged: 0, kept: 0, failed: 0 },
    })
    const mails = place.mails()
    expect(mails).toHaveLength(posts.length)
    expect(mails.filter(({ decision, reason }) => decision === null || !reason)).toEqual([])
    const asked = mails.filter(({ decision }) => decision === 'review').map(({ reason }) => reason)
    for (const reason of asked) expect(reason).toMatch(/which we never saw announced|could not be verified/)
  })

  it('are fetched once: the second run is silent, fetches nothing and writes nothing', async () => {
    const silent = await place.run(['sync'], { OPS_MAILBOX: urlOf(dovecot, dovecot.port) })
    expect(silent).toEqual({ code: 0, out: '', err: '' })
    expect(JSON.parse((await sync()).out)).toMatchObject({
      mails: { fetched: 0, new: 0 },
      decisions: {},
      calendar: { inserted: 0, updated: 0, unchanged: events.length, kept: 0, failed: 0 },
    })
    expect(result()).toEqual(undisturbed)
  })

  it('are read again under a new UIDVALIDITY, and nothing is doubled', async () => {
    await dovecot.newUidValidity()
    const { code, out } = await sync()
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      mails: { fetched: posts.length, new: 0 },
      decisions: {},
      calendar: { inserted: 0, updated: 0 },
    })
    expect(result()).toEqual(undisturbed)
  })

  it('stay unseen in the mailbox', async () => {
    const auth = { user: dovecot.user, pass: dovecot.password }
    const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth, logger: false })
    await client.connect()
    await client.mailboxOpen('INBOX')
    const [seen, unseen] = [await client.search({ seen: true }), await client.search({ seen: false })]
    await client.logout()
    expect([seen, unseen]).toEqual([[], posts.map((_, n) => n + 1)])
  })
})

describe('two hundred mails on a line that breaks', () => {
  beforeEach(async () => afresh(await server.anotherUser()))
  afterEach(() => place.remove())

  it.each([[20_000], [200_000], [450_000]])(
    'come whole in the next run when the connection is cut after %i bytes, twice',
    async (bytes) => {
      const proxy = await startCuttingProxy({ port: dovecot.port, after: [bytes, bytes], action: 'cut' })
      try {
        const cut = await sync(proxy.port)
        expect(cut.code).toBe(1)
        oneLine(cut.err, dovecot.password)
        expect(proxy.taken()).toBe(2)
        const { fetched } = (JSON.parse(cut.out) as { mails: { fetched: number } }).mails
        expect(fetched).toBeLessThan(posts.length)
        const again = await sync(proxy.port)
        expect([again.code, again.err]).toEqual([0, ''])
        expect(JSON.parse(again.out)).toMatchObject({ mails: { fetched: posts.length - fetched } })
      } finally {
        await proxy.stop()
      }
      expect(result()).toEqual(undisturbed)
    },
  )
})

describe('a mailbox that does not let us in', () => {
  beforeEach(async () => {
    dovecot = await server.anotherUser()
    place = rigFor(dovecot.password)
  })
  afterEach(() => place.remove())

  it('is told in one line without the password, and ends the run with 1', async () => {
    const secret = 'staple-of-no-battery'
    const { code, out, err } = await sync(dovecot.port, { OPS_PASSWORD: secret })
    expect(code).toBe(1)
    oneLine(err, secret)
    expect(err).toMatch(/refused the login/)
    expect(out).not.toContain(secret)
    for (const form of [Buffer.from(secret), Buffer.from(`\0${dovecot.user}\0${secret}`)]) {
      expect(`${out}${err}`).not.toContain(form.toString('base64'))
    }
  })

  it('keeps the calendar from nothing: what is believed goes there although the server is stopped', async () => {
    const own = await startDovecot()
    const env = {
      OPS_MAILBOX: urlOf(own, own.port),
      OPS_PASSWORD: own.password,
      CALENDAR: 'ics:var/maintenance.ics',
      MAINTCAL_DB: 'db/maintcal.db',
    }
    await deliverAll(own)
    const blocked = join(place.folder, 'var')
    writeFileSync(blocked, 'a file where the folder should be')
    const first = await place.run(['sync', '--json'], env)
    await own.stop()
    expect(first.code).toBe(1)
    expect(JSON.parse(first.out)).toMatchObject({ mails: { new: posts.length }, calendar: { inserted: 0 } })

    rmSync(blocked)
    mkdirSync(blocked)
    const second = await place.run(['sync', '--json'], env)
    expect(second.code).toBe(1)
    oneLine(second.err, own.password)
    expect(second.err).toMatch(/no connection to 127\.0\.0\.1/)
    expect(JSON.parse(second.out)).toMatchObject({ calendar: { inserted: events.length, failed: 0 } })
    expect(readFileSync(place.ics, 'utf8')).toBe(undisturbed.ics)
  })
})
