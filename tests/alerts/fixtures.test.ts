import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '../../src/alerts/alert.ts'
import { shortHost } from '../../src/alerts/host.ts'
import { openAlertMail } from '../../src/alerts/open.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { mutateMail } from '../support/alert-mutator.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'root')
const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as Record<
  string,
  { readonly group: string; readonly kind: string; readonly host: string | null }
>
const files = readdirSync(folder).filter((f) => f.endsWith('.eml'))
const rawOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
const alertsIn = async (raw: string): Promise<Alert[]> => alertsOf(await openAlertMail(Buffer.from(raw)))
/** Kinds whose mails are a program's output, which may repeat itself. */
const OUTPUT = new Set(['cron', 'anacron', 'systemd-timer'])

describe('mails in the form of every program that writes to root', () => {
  const alerts = new Map<string, Alert[]>()
  const signatures = new Map<string, string>()
  beforeAll(async () => {
    for (const file of files) {
      const found = await alertsIn(rawOf(file))
      alerts.set(file, found)
      signatures.set(file, found[0] === undefined ? '' : signatureOf(found[0]))
    }
  })

  it('has a label for each fixture and a fixture for each label', () => {
    expect(files.sort()).toEqual(Object.keys(labels).sort())
  })

  it.each(files)('%s is of the kind and host that its label tells', (file) => {
    const [first] = alerts.get(file) ?? []
    const label = labels[file]
    expect(first?.kind).toBe(label?.kind)
    // Only some programs name their host; where they do, it is found.
    if (first?.host != null && label?.host != null) expect(shortHost(first.host)).toBe(shortHost(label.host))
    if (OUTPUT.has(first?.kind ?? '')) expect(first?.host).not.toBeNull()
  })

  it('puts mails of one trouble together, and no others', () => {
    const groups = (of: (file: string) => string): string[] => {
      const byName = new Map<string, string[]>()
      for (const f of files) byName.set(of(f), [...(byName.get(of(f)) ?? []), f])
      return [...byName.values()].map((members) => members.sort().join(' ')).sort()
    }
    expect(groups((f) => signatures.get(f) ?? f)).toEqual(groups((f) => labels[f]?.group ?? f))
  })

  it.each(files)('%s keeps its signatures on twenty other hosts and days', async (file) => {
    const raw = rawOf(file)
    const first = alerts.get(file) ?? []
    const expected = first.map(signatureOf)
    for (let seed = 1; seed <= 20; seed++) {
      const output = OUTPUT.has(first[0]?.kind ?? '')
      const mutated = mutateMail(raw, { host: first[0]?.host ?? null, output }, seed * 7919)
      expect((await alertsIn(mutated)).map(signatureOf)).toEqual(expected)
    }
  })

  it('finds each script of a run-parts mail, and the original within a bounce', () => {
    expect(alerts.get('cron-daily-two.eml')?.map((a) => a.unit)).toEqual(['cron.daily/apt-compat', 'cron.daily/man-db'])
    expect(alerts.get('exim-bounce-550.eml')?.map((a) => [a.kind, a.unit])).toEqual([
      ['exim', 'bounce'],
      ['cron', 'gather-stats'],
    ])
  })

  it('shows examples without mail addresses, IPv4 addresses or more than 40 lines', () => {
    for (const { example } of [...alerts.values()].flat()) {
      expect(example).not.toMatch(/[\w.]@[\w-]+\.\w/)
      expect(example).not.toMatch(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/)
      expect(example.split('\n').length).toBeLessThanOrEqual(40)
    }
  })
})
