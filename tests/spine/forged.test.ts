import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forwarded, throughGroup } from '../support/mails.ts'
import { header, type Part, parseMime, printText, withHeader } from '../support/mime.ts'
import { opsGroup, type Rig, rig } from '../support/rig.ts'

const vendorMail = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fixtures/vendors/arelion/${name}.eml`, import.meta.url)))

const announced = throughGroup(vendorMail('telia-form'), { ...opsGroup, authentic: true })
const cancelled = vendorMail('telia-cancellation')
const genuine = throughGroup(cancelled, { ...opsGroup, authentic: true })

const id = 'PWIC199020'
const vendorDomain = 'teliacompany.com'

let place: Rig
beforeEach(() => {
  const env = {
    OPS_MAILBOX: 'eml:inbox',
    OPS_GROUP: 'ops-maintenance@noc.example',
    SINCE: 'all',
    SENDER_CHECK: 'enforce',
  }
  place = rig(env, '2026-10-20T08:00:00Z')
})
afterEach(() => place.remove())

const arrive = async (name: string, raw: string): Promise<void> => {
  writeFileSync(join(place.inbox, name), raw)
  expect(await place.run(['sync'])).toEqual({ code: 0, out: '', err: '' })
}

/** Mark, name and days of the one event. */
const standing = (): readonly string[] =>
  place.events().map(({ summary, cancelled, start, end }) => {
    const name = summary.includes(id) && !summary.includes('REVIEW?') ? id : summary
    return `${cancelled ? 'CANCELLED: ' : ''}${name} ${start}/${end}`
  })

/** Puts header lines above all others, as the last server does. */
const onTop = (part: Part, ...lines: readonly string[]): Part => ({ ...part, headers: [...lines, ...part.headers] })

/** What the group delivers of a mail whose only valid signature is that of a domain of the forger. */
const byOwnDomain = (): string => {
  const part = parseMime(throughGroup(cancelled, { ...opsGroup, authentic: false }))
  const arc =
    'arc=pass (i=2 spf=pass spfdomain=attacker.example dkim=pass dkdomain=attacker.example dmarc=fail fromdomain=teliacompany.com)'
  const last = `mx.google.com; dkim=pass header.i=@noc.example header.s=google; ${arc}; dmarc=pass header.from=noc.example`
  const first =
    'mx.google.com; dkim=pass header.i=@attacker.example header.s=a; spf=pass smtp.mailfrom=x@attacker.example; dmarc=fail header.from=teliacompany.com'
  const own = part.headers.filter((line) => !line.startsWith('Authentication-Results:'))
  const replaced = withHeader({ ...part, headers: own }, 'X-Original-Authentication-Results', first)
  return printText(onTop(replaced, `Authentication-Results: ${last}`))
}

const passForVendor = `dkim=pass header.i=@${vendorDomain} header.s=m; spf=pass smtp.mailfrom=x@${vendorDomain}; dmarc=pass header.from=${vendorDomain}`

const direct = (...headers: readonly string[]): string => printText(onTop(parseMime(cancelled), ...headers))

const forgeries: readonly (readonly [string, () => string])[] = [
  [
    'it passed no check on the way to the group, with results below that the forger wrote',
    () => throughGroup(cancelled, { ...opsGroup, authentic: false }),
  ],
  ['it is signed by a domain of the forger, with the vendor in From', byOwnDomain],
  [
    'the forger writes from a domain of their own under the vendor’s name',
    () => {
      const own = withHeader(parseMime(cancelled), 'From', 'Arelion Change Management <noc@attacker.example>')
      return throughGroup(printText(own), { ...opsGroup, authentic: true })
    },
  ],
  [
    'another server vouches for it above the results of ours',
    () => {
      const real = throughGroup(cancelled, { ...opsGroup, authentic: false })
      return printText(onTop(parseMime(real), `Authentication-Results: mx.attacker.example; ${passForVendor}`))
    },
  ],
  ['only another server vouches for it', () => direct(`Authentication-Results: mx.attacker.example; ${passForVendor}`)],
  [
    'a stranger mails the subscribers directly, with the vendor in From',
    () =>
      direct(
        'Delivered-To: clinic@noc.example',
        'Authentication-Results: mx.google.com; dkim=pass header.i=@attacker.example; spf=pass smtp.mailfrom=x@attacker.example; dmarc=fail header.from=teliacompany.com',
        `Authentication-Results: mx.google.com; ${passForVendor}`,
      ),
  ],
  [
    'a stranger mails the subscribers directly, with a seal of their own that claims a check',
    () =>
      direct(
        'Delivered-To: clinic@noc.example',
        'Authentication-Results: mx.google.com; dkim=none; arc=pass (i=1 spf=pass spfdomain=teliacompany.com dkim=pass dkdomain=teliacompany.com dmarc=pass fromdomain=teliacompany.com); dmarc=fail header.from=teliacompany.com',
      ),
  ],
  [
    'a stranger writes the group’s header lines themselves',
    () => {
      const part = parseMime(genuine)
      const own = part.headers.filter((line) => !/^(?:ARC-|Authentication-Results:|Received:|DKIM-)/i.test(line))
      const said =
        'Authentication-Results: mx.google.com; dkim=pass header.i=@attacker.example; spf=pass smtp.mailfrom=x@attacker.example; dmarc=fail header.from=noc.example'
      return printText(onTop({ ...part, headers: own }, said))
    },
  ],
  [
    'the original results stand twice',
    () => {
      const part = parseMime(throughGroup(cancelled, { ...opsGroup, authentic: false }))
      const said = `X-Original-Authentication-Results: mx.google.com; ${passForVendor}`
      return printText({ ...part, headers: [said, ...part.headers] })
    },
  ],
  [
    'a stranger passes a cancellation on as if a colleague had',
    () =>
      throughGroup(forwarded(cancelled, 'Robin Example <robin@attacker.example>'), { ...opsGroup, authentic: true }),
  ],
  ['there are no results at all', () => cancelled.toString('utf8')],
]

describe('a cancellation', () => {
  it('of the vendor through the group cancels: the event stays, marked, on its days', async () => {
    await arrive('1-announced.eml', announced)
    expect(standing()).toEqual([`${id} 2026-10-27/2026-10-28`])
    await arrive('2-cancelled.eml', genuine)
    expect(standing()).toEqual([`CANCELLED: ${id} 2026-10-27/2026-10-28`])
    expect(place.mails().map(({ decision }) => decision)).toEqual(['created', 'cancelled'])
  })

  it.each(forgeries)('cancels nothing when %s', async (_, forged) => {
    const raw = forged()
    expect(header(parseMime(raw), 'Message-ID')).not.toBeNull()
    await arrive('1-announced.eml', announced)
    const event = readFileSync(place.ics, 'utf8')

    await arrive('2-forged.eml', raw)
    expect(readFileSync(place.ics, 'utf8')).toBe(event)
    expect(place.mails()[1]).toMatchObject({
      decision: 'review',
      reason: expect.stringMatching(/could not be verified/),
    })
    const { out } = await place.run(['review', 'list', '--json'])
    const questions = JSON.parse(out) as readonly { codes: readonly string[]; reasons: readonly string[] }[]
    expect(questions).toHaveLength(1)
    expect(questions[0]?.codes).toContain('sender-unverified')
    expect(questions[0]?.reasons.join(' ')).toMatch(/Nothing proves that|who does not write for Arelion/)

    await arrive('3-cancelled.eml', genuine)
    expect(standing()).toEqual([`CANCELLED: ${id} 2026-10-27/2026-10-28`])
    expect(place.mails()[2]).toMatchObject({ decision: 'cancelled' })
  })
})
