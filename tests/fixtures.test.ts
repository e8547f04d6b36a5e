import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import ICAL from 'ical.js'
import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { vendors } from '../parsers/index.ts'
import { decisions } from '../src/maintenance/maintenance.ts'
import { doubtCodes, impacts, kinds, statuses } from '../src/reading/notice.ts'

const here = import.meta.dirname
const fixtures = join(here, 'fixtures')
const data = join(here, '..', 'data')

const emlUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => join(folder, name))

const ours = ['vendors', 'noise', 'regressions', 'strangers', 'strangers-unseen'].flatMap((folder) =>
  emlUnder(join(fixtures, folder)),
)
const demo = emlUnder(join(data, 'demo'))
const root = emlUnder(join(data, 'demo-root'))
const short = (file: string): string => relative(here, file)

const instant = z.iso.datetime().regex(/:\d\dZ$/)
const window = z
  .strictObject({
    start: instant,
    end: instant.nullable(),
    backup: z.literal(true).optional(),
    dateOnly: z.literal(true).optional(),
    cancelled: z.literal(true).optional(),
  })
  .refine((w) => w.end === null || w.start < w.end, 'ends before it starts')
const notice = z.strictObject({
  maintenanceId: z.string().min(1).nullable(),
  account: z.string().min(1).nullable(),
  status: z.enum(statuses),
  kind: z.enum(kinds),
  windows: z.array(window),
  circuits: z
    .array(z.strictObject({ id: z.string().min(1), impact: z.enum(impacts).nullable() }))
    .refine((all) => new Set(all.map((c) => c.id)).size === all.length, 'names a circuit twice'),
  location: z.string().optional(),
  summary: z.string().optional(),
})
const reading = z
  .strictObject({
    class: z.enum(['maintenance', 'incident', 'other']),
    vendor: z.string().nullable(),
    review: z.boolean().nullable(),
    notices: z.array(notice),
    doubts: z.array(z.enum(doubtCodes)),
    accept: z
      .strictObject({
        maintenanceId: z.array(z.string()).optional(),
        circuits: z.literal('any').optional(),
        account: z.literal('any').optional(),
        status: z.array(z.enum(statuses)).optional(),
        class: z.array(z.string()).optional(),
        windows: z.array(z.array(z.strictObject({ start: instant, end: instant.nullable() }))).optional(),
      })
      .optional(),
  })
  .refine((r) => r.notices.length > 0 === (r.class === 'maintenance'), 'only maintenance has notices, and always one')
  .refine(
    (r) => r.notices.every((n) => n.windows.length > 0 || n.status === 'CANCELLED' || n.status === 'COMPLETED'),
    'only what is over or called off may have no window',
  )

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const goldenOf = (file: string) => reading.parse(json(file.replace(/\.eml$/, '.json')))
const calendarsOf = (mail: ParsedMail): readonly string[] =>
  mail.attachments.filter((a) => a.contentType === 'text/calendar').map((a) => a.content.toString('utf8'))

const unescapeHtml = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')

/** All that a reader of the mail sees, sheets aside. */
const visible = (mail: ParsedMail): string => {
  const files = mail.attachments
    .filter((a) => !a.filename?.endsWith('.xlsx'))
    .map((a) =>
      a.contentType === 'text/csv'
        ? a.content.toString(a.content[0] === 0xff ? 'utf16le' : 'utf8')
        : a.content
            .toString('utf8')
            .replace(/\r?\n[ \t]/g, '')
            .replace(/\\(.)/g, '$1'),
    )
  return [mail.subject ?? '', mail.text ?? '', unescapeHtml(mail.html || ''), ...files].join('\n').replace(/\s+/g, ' ')
}

const parsed = new Map<string, ParsedMail>()
const parse = async (file: string): Promise<ParsedMail> => {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const mail = await simpleParser(readFileSync(file))
  parsed.set(file, mail)
  return mail
}

describe('every mail of ours', () => {
  it.each([...ours, ...demo, ...root].map((f) => [short(f), f] as const))(
    '%s is sound MIME with a sender and an id',
    async (_, file) => {
      const raw = readFileSync(file)
      expect(raw.toString('latin1')).not.toMatch(/[^\r]\n/)
      const mail = await parse(file)
      expect(mail.messageId).toMatch(/^<[^<>\s]+@[^<>\s]+>$/)
      expect(mail.from?.value[0]?.address).toMatch(/@/)
      expect(visible(mail).length).toBeGreaterThan(40)
      expect(visible(mail)).not.toContain('\uFFFD')
    },
  )

  it('has a Message-ID of its own', async () => {
    for (const folder of [ours, demo, root]) {
      const ids = await Promise.all(folder.map(async (f) => (await parse(f)).messageId))
      expect(new Set(ids).size).toBe(folder.length)
    }
  })

  it.each([...ours, ...demo].map((f) => [short(f), f] as const))(
    '%s holds calendars that ical.js reads',
    async (_, file) => {
      for (const text of calendarsOf(await parse(file))) {
        const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
        expect(events.length).toBeGreaterThan(0)
        for (const event of events) expect(event.getFirstPropertyValue('dtstart')).toBeTruthy()
      }
    },
  )
})

/** Sender domains of the vendors: what a reader must know them by. Anything else is `example`. */
const vendorDomains = [
  ...[
    'zayo.com',
    'arelion.com',
    'teliacompany.com',
    'lumen.com',
    'us.ntt.net',
    'ntt.net',
    'equinix.com',
    'eunetworks.com',
  ],
  ...['exainfra.net', 'gtt.net', 'cogentco.com', 'colt.net', 'crowncastle.com', 'de-cix.net', 'digitalrealty.com'],
  ...['emea.verizonbusiness.com', 'windstream.com', 'team.telstra.com', 'tatacommunications.com', 'pccwglobal.com'],
  ...[
    'hgc.com.hk',
    'megaport.com',
    'aquacomms.com',
    'bso.co',
    'att.com',
    'amazon.com',
    'amazonaws.com',
    'amazonses.com',
  ],
  ...[
    'group.apple.com',
    'google.com',
    'saasmail.netflix.com',
    'seabornnetworks.com',
    'sgix.sg',
    'orange.com',
    'telxius.com',
  ],
  ...['superonline.net', 'globalcloudxchange.com', 'packetfabric.com', 'he.net', 'googlegroups.com'],
]
const isVendors = (domain: string): boolean =>
  vendorDomains.includes(domain) ||
  vendors.some((v) =>
    v.senders.some((one) => domain === one || domain.endsWith(`.${one}`) || one.endsWith(`@${domain}`)),
  )
const isInvented = (domain: string): boolean =>
  /(^|\.)example$/.test(domain) || /(^|\.)example\.(com|net|org)$/.test(domain) || isVendors(domain)
const isDocumentation = (ip: string): boolean => /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/.test(ip)

describe('nothing in a mail of ours is somebody’s', () => {
  it.each([...ours, ...demo, ...root].map((f) => [short(f), f] as const))('%s', async (_, file) => {
    const raw = readFileSync(file).toString('latin1')
    const mail = await parse(file)
    // Cells stand apart here, or two of them would make one address.
    const apart = { ...mail, html: (mail.html || '').replace(/<\/(?:td|th|div|p)>|<br[^>]{0,20}>/gi, ' ') }
    const text = `${raw.replace(/=\r\n/g, '')}\n${visible(apart)}`
    const addresses = [...text.matchAll(/[\w.+=-]{1,80}@([a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){1,5})/gi)].map((m) =>
      (m[1] ?? '').toLowerCase(),
    )
    expect(addresses.filter((d) => !isInvented(d))).toEqual([])
    const ips = text.match(/\b(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])\b/g) ?? []
    expect(ips.filter((ip) => !isDocumentation(ip))).toEqual([])
    const hex = text.match(/\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){4,7}\b/gi) ?? []
    expect(hex.filter((ip) => !ip.toLowerCase().startsWith('2001:db8'))).toEqual([])
  })
})

describe('every reading made by hand', () => {
  it.each(ours.map((f) => [short(f), f] as const))('%s has the form of a reading', (_, file) => {
    const gold = reading.safeParse(json(file.replace(/\.eml$/, '.json')))
    expect(gold.error?.issues ?? []).toEqual([])
  })

  it.each(ours.map((f) => [short(f), f] as const))(
    '%s names only ids and circuits that stand in the mail',
    async (_, file) => {
      const mail = await parse(file)
      const text = visible(mail)
      const inSheet = mail.attachments.some((a) => a.filename?.endsWith('.xlsx'))
      for (const one of goldenOf(file).notices) {
        if (one.maintenanceId !== null) expect(text).toContain(one.maintenanceId)
        if (!inSheet && one.account !== null) expect(text).toContain(one.account)
        if (one.location !== undefined) expect(text).toContain(one.location)
        for (const circuit of inSheet ? [] : one.circuits) expect(text).toContain(circuit.id.replace(/\s+/g, ' '))
      }
    },
  )

  it.each(ours.map((f) => [short(f), f] as const))('%s has windows near the day of the mail', async (_, file) => {
    const { date, headers } = await parse(file)
    if (!headers.has('date') || date === undefined) return
    for (const w of goldenOf(file).notices.flatMap((n) => n.windows)) {
      const days = (Date.parse(w.start) - date.getTime()) / 86_400_000
      expect(days).toBeGreaterThan(-2)
      expect(days).toBeLessThan(60)
    }
  })

  it('says of every folder of a vendor the name of that vendor, and has two mails at least', () => {
    for (const slug of readdirSync(join(fixtures, 'vendors'))) {
      const mails = emlUnder(join(fixtures, 'vendors', slug))
      expect(mails.length).toBeGreaterThanOrEqual(2)
      const name = slug === 'generic' || slug === 'bcop' ? null : slug
      expect(new Set(mails.map((f) => goldenOf(f).vendor))).toEqual(new Set([name]))
    }
  })

  it('has every kind and every doubt that a mail of these can raise', () => {
    const all = ours.map(goldenOf)
    expect(new Set(all.flatMap((r) => r.notices.map((n) => n.kind)))).toEqual(new Set(kinds))
    expect(new Set(all.map((r) => r.class))).toEqual(new Set(['maintenance', 'incident', 'other']))
    expect(all.filter((r) => r.class !== 'maintenance').length).toBeGreaterThanOrEqual(20)
  })
})

describe('mails that are broken on purpose stay broken', () => {
  const bytes = (name: string): Buffer => readFileSync(join(fixtures, 'regressions', `${name}.eml`))
  const headers = (name: string): string => bytes(name).toString('latin1').split('\r\n\r\n')[0] ?? ''

  it('latin1-8bit is no UTF-8', () => {
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes('latin1-8bit'))).toThrow()
  })
  it('no-subject and no-date lack them', () => {
    expect(headers('no-subject')).not.toMatch(/^Subject:/m)
    expect(headers('no-date')).not.toMatch(/^Date:/m)
  })
  it('two-ics-attachments has two, floating-dtstart no zone, lower-case-status a word in lower case', async () => {
    const cal = async (name: string) => calendarsOf(await simpleParser(bytes(name)))
    expect(await cal('two-ics-attachments')).toHaveLength(2)
    expect((await cal('floating-dtstart'))[0]).toMatch(/^DTSTART:\d{8}T\d{6}\r?$/m)
    expect((await cal('lower-case-status'))[0]).toContain('X-MAINTNOTE-STATUS:cancelled')
  })
  it('long-lines has a line of 10,000 characters', async () => {
    const mail = await simpleParser(bytes('long-lines'))
    expect(Math.max(...(mail.text ?? '').split('\n').map((l) => l.length))).toBeGreaterThan(10_000)
  })
})

const outcome = z.record(
  z.string(),
  z.strictObject({
    decision: z.enum(decisions),
    vendor: z.string().nullable(),
    id: z.string().nullable(),
    windows: z.array(window),
  }),
)

describe('the demo mailbox', () => {
  const expected = outcome.parse(json(join(data, 'demo', 'expected.json')))

  it('says of every mail, and of no other, what has to come of it', () => {
    expect(Object.keys(expected).sort()).toEqual(demo.map((f) => basename(f)))
    const told = readFileSync(join(data, 'demo', 'README.md'), 'utf8')
    for (const [file, { decision }] of Object.entries(expected)) expect(told).toContain(`| \`${file}\` | ${decision} |`)
  })

  it('has every decision, 45 mails and 14 vendors at least', () => {
    const all = Object.values(expected)
    expect(new Set(all.map((e) => e.decision))).toEqual(new Set(decisions))
    expect(all.length).toBeGreaterThanOrEqual(45)
    expect(new Set(all.map((e) => e.vendor)).size).toBeGreaterThanOrEqual(14)
  })

  it('came through the group, and its ids stand in the mails', async () => {
    for (const file of demo) {
      const mail = await parse(file)
      expect(mail.headers.get('x-original-sender')).toBeTruthy()
      const id = expected[basename(file)]?.id
      if (id) expect(visible(mail)).toContain(id)
    }
  })

  it('has circuits.csv and rota.csv beside it, with every week and known circuits', () => {
    const circuits = readFileSync(join(data, 'circuits.csv'), 'utf8').trim().split('\n')
    expect(circuits[0]).toBe('circuit,vendor,site,provider,group')
    expect(circuits.slice(1).every((line) => line.split(',').length === 5)).toBe(true)
    const rota = readFileSync(join(data, 'rota.csv'), 'utf8').trim().split('\n')
    expect(rota[0]).toBe('week,clinician,email,backup')
    expect(rota.some((line) => line.startsWith('2026-W47,'))).toBe(true)
  })
})

describe('the demo mail to root@', () => {
  it('has five troubles, one of them five times on three days', async () => {
    const labels = z
      .record(z.string(), z.strictObject({ group: z.string().nullable(), host: z.string().nullable() }))
      .parse(json(join(data, 'demo-root', 'expected.json')))
    expect(Object.keys(labels).sort()).toEqual(root.map((f) => basename(f)))
    const daysOf = new Map<string, string[]>()
    for (const file of root) {
      const group = labels[basename(file)]?.group
      const day = (await parse(file)).date?.toISOString().slice(0, 10) ?? ''
      if (group) daysOf.set(group, [...(daysOf.get(group) ?? []), day])
    }
    expect(daysOf.size).toBe(5)
    const recurrent = [...daysOf.values()].filter((days) => days.length >= 5 && new Set(days).size >= 3)
    expect(recurrent).toHaveLength(1)
  })
})
