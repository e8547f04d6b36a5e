import type { BodyText } from '../mail/body.ts'
import { readBody } from '../mail/body.ts'
import { readHeader } from '../mail/header.ts'
import type { Mail } from '../mail/mail.ts'
import type { Notice } from '../reading/notice.ts'
import { type Disguise, disguise, disguisedNotice } from './anonymise.ts'
import type { Item } from './item.ts'

export interface Fixture {
  /** Without extension. */
  readonly name: string
  readonly eml: string
  readonly json: string
}

/** `example.co.uk` of `mail.example.co.uk` is not known here: the last two labels are near enough for a vendor's mail. */
const ownDomain = (address: string): string => (address.split('@').at(-1) ?? '').split('.').slice(-2).join('.')

const base64 = (text: string): string =>
  (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')

const boundary = 'fixture-part'

const partOf = (type: string, text: string): readonly string[] => [
  `--${boundary}`,
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  base64(text),
]

const encodedWord = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`

const mailText = (mail: Mail, texts: readonly BodyText[], words: Disguise): string =>
  [
    `From: ${mail.sender === null ? 'unknown@example.org' : words.text(mail.sender.address)}`,
    'To: ops-maintenance@noc.example',
    `Subject: ${encodedWord(words.text(mail.subject).replace(/[\r\n]/g, ' '))}`,
    ...(mail.date === null ? [] : [`Date: ${new Date(mail.date).toUTCString().replace('GMT', '+0000')}`]),
    `Message-ID: <${mail.hash.slice(0, 16)}@example.org>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...texts.flatMap(({ html, text }) => partOf(html ? 'text/html' : 'text/plain', words.text(text))),
    ...mail.calendars.flatMap((calendar) => partOf('text/calendar', words.text(calendar))),
    `--${boundary}--`,
    '',
  ].join('\r\n')

const idsOf = (notices: readonly Notice[]): readonly string[] =>
  notices.flatMap(({ maintenanceId, account, circuits, formerIds }) => [
    ...(maintenanceId === null ? [] : [maintenanceId]),
    ...(account === null ? [] : [account]),
    ...circuits.map(({ id }) => id),
    ...formerIds,
  ])

/**
 * A mail and the person's reading of it as a fixture that can be shown to others. Sheets and pictures are left out.
 * Names in prose that no header tells of stay: a person must look through it.
 */
export const fixtureOf = async (item: Item, mail: Mail, raw: Uint8Array): Promise<Fixture> => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const block = readHeader(bytes)
  const { texts } = await readBody(block.headers, bytes.subarray(block.bodyStart))
  const read = item.reading?.notices ?? []
  const notices = item.proposal === null ? read : read.length <= 1 ? [item.proposal] : read
  const people = [mail.from, mail.sender, ...mail.to]
  const words = disguise({
    ids: idsOf([...notices, ...read]),
    names: people.map((person) => person?.name ?? ''),
    keptDomains: item.reading?.vendor == null || mail.sender === null ? [] : [ownDomain(mail.sender.address)],
  })
  const ignored = item.rulings.at(-1)?.verdict.type === 'ignore'
  const golden = {
    class: ignored ? 'other' : (item.reading?.class ?? 'other'),
    vendor: item.reading?.vendor ?? null,
    review: null,
    notices: ignored ? [] : notices.map((notice) => disguisedNotice(notice, words)),
    doubts: [],
  }
  const kind = ignored ? 'ignored' : (notices[0]?.kind ?? 'unread')
  return {
    name: `${item.reading?.vendor ?? 'stranger'}-${kind}-${mail.hash.slice(0, 8)}`,
    eml: mailText(mail, texts, words),
    json: `${JSON.stringify(golden, null, 2)}\n`,
  }
}
