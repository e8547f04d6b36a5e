import { describe, expect, it } from 'vitest'
import { permalink } from '../../src/mail/google-group.ts'
import { readMail } from '../../src/mail/read.ts'
import { mail, throughGroup } from '../support/mails.ts'

const letter = {
  from: 'Vendor NOC <noc@vendor.example>',
  subject: 'Planned work T-1',
  messageId: 'a+b/c@vendor.example',
  text: 'Start: 10:00\n\nRegards',
  html: '<p>Start: 10:00</p><p>Regards</p>',
}
const through = {
  group: 'ops-maintenance',
  domain: 'noc.example',
  prefix: '[ops-maintenance]',
  authentic: true,
} as const
const read = (raw: string, options = {}) => readMail(Buffer.from(raw), options)

describe('what a Google Group did is undone', () => {
  it('the sender, the subject and the post are found again', async () => {
    const seen = await read(throughGroup(mail(letter), through))
    expect(seen.from?.address).toBe('ops-maintenance@noc.example')
    expect(seen.sender).toEqual({ name: 'Vendor NOC', address: 'noc@vendor.example' })
    expect(seen.subject).toBe('Planned work T-1')
    expect(seen.group).toEqual({
      address: 'ops-maintenance@noc.example',
      permalink: 'https://groups.google.com/a/noc.example/d/msgid/ops-maintenance/a%2Bb/c%40vendor.example',
    })
  })

  it('the content is that of the mail before', async () => {
    const before = await read(mail(letter))
    const after = await read(throughGroup(mail(letter), through))
    const texts = (m: typeof after) => m.document.parts.map((p) => [p.name, p.lines.map((l) => l.text), p.fields])
    expect(texts(after)).toEqual(texts(before))
  })

  it('a From that was not rewritten is kept', async () => {
    const seen = await read(throughGroup(mail(letter), { ...through, rewriteFrom: false }))
    expect(seen.sender).toEqual({ name: 'Vendor NOC', address: 'noc@vendor.example' })
  })

  it('the name comes from "via" where X-Original-From is missing', async () => {
    const raw = throughGroup(mail(letter), through).replace(/^X-Original-From:.*\r\n/m, '')
    expect((await read(raw)).sender).toEqual({ name: 'Vendor NOC', address: 'noc@vendor.example' })
  })

  it('X-BeenThere ends at its semicolon', async () => {
    const raw = throughGroup(mail(letter), through)
      .replace(/^(X-BeenThere: .*)\r\n/m, '$1; h="AQ=="\r\n')
      .replace(/^List-ID:.*\r\n/m, '')
    expect((await read(raw)).group?.address).toBe('ops-maintenance@noc.example')
  })

  it('OPS_GROUP names the group where no header does', async () => {
    const seen = await read(mail(letter), { group: 'Ops-Maintenance@noc.example' })
    expect(seen.group?.permalink).toContain('/a/noc.example/d/msgid/ops-maintenance/')
    expect(seen.sender?.address).toBe('noc@vendor.example')
  })

  it('a list that is no Google Group is none', async () => {
    const raw = `List-ID: <ops.lists.example>\r\nX-BeenThere: ops@lists.example\r\nX-Mailman-Version: 2.1\r\n${mail(letter)}`
    expect((await read(raw)).group).toBeNull()
  })
})

describe('the footer of the group', () => {
  const footer = (link: string) =>
    `-- \n\nYou received this message because you are subscribed to the Google Groups "Ops" group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to ops+unsubscribe@noc.example.\n${link}`
  it.each([
    ['since 2024', 'To view this discussion visit https://groups.google.com/a/noc.example/d/msgid/ops/x.'],
    [
      'before',
      'To view this discussion on the web visit https://groups.google.com/a/noc.example/d/msgid/ops/x.\nFor more options, visit https://groups.google.com/a/noc.example/d/optout.',
    ],
    ['wrapped', 'To view this discussion visit\nhttps://groups.google.com/a/noc.example/d/msgid/ops/x.'],
    ['missing its link', ''],
  ])('goes, as it was written %s, and what stands below it stays', async (_, link) => {
    const m = await read(mail({ text: `Start: 10:00\n\n${footer(link)}\n\nSee you` }))
    expect(m.document.parts[1]?.lines.map((l) => l.text).filter((l) => l !== '')).toEqual(['Start: 10:00', 'See you'])
  })

  it('a signature is no footer', async () => {
    const m = await read(mail({ text: 'Start: 10:00\n-- \nVendor NOC' }))
    expect(m.document.parts[1]?.lines.map((l) => l.text)).toEqual(['Start: 10:00', '--', 'Vendor NOC'])
  })
})

describe('the prefix of the group', () => {
  it.each([
    ['[ops-maintenance] Work', 'Work'],
    ['Re: [Ops-Maintenance] Work', 'Re: Work'],
    ['=?UTF-8?Q?=5Bops=2Dmaintenance=5D_Work_=E2=80=93_New?=', 'Work – New'],
    ['[Ops Maintenance] Work', 'Work'],
    ['[EMERGENCY] Work', '[EMERGENCY] Work'],
    ['Work [ops-maintenance]', 'Work [ops-maintenance]'],
  ])('%s → %s', async (subject, expected) => {
    const raw = throughGroup(mail(letter), { ...through, prefix: null }).replace(
      /^Subject: .*$/m,
      `Subject: ${subject}`,
    )
    expect((await read(raw)).subject).toBe(expected)
  })
})

describe('permalinks', () => {
  it.each([
    ['a@googlegroups.com', 'x@y', 'https://groups.google.com/d/msgid/a/x%40y'],
    ['a@noc.example', 'x+1=2%$&@y', 'https://groups.google.com/a/noc.example/d/msgid/a/x%2B1%3D2%25%24%26%40y'],
    ['a@noc.example', null, null],
    ['a@noc.example', '\ud800', null],
  ])('%s %j', (group, id, expected) => {
    expect(permalink(group, id)).toBe(expected)
  })
})
