import { hash } from 'node:crypto'
import type { Mail } from '../mail/mail.ts'
import type { Told } from '../maintenance/maintenance.ts'
import type { Doubt, Notice, Reading } from '../reading/notice.ts'
import type { StoredMail } from '../store/store.ts'

/** What the group adds below each post, and the stamp that each sending of an iCal part gets: they differ when the text is the same. */
const ofTheSending =
  /^(?:dtstamp|last-modified|created)[;:]|groups\.google\.com\/|you received this message because you are subscribed/i

const sameTextLines = (mail: Mail): string[] =>
  [
    ...mail.document.parts.slice(1).flatMap(({ lines }) => lines.map(({ text }) => text)),
    ...mail.calendars.flatMap((calendar) => calendar.split(/\r?\n/)),
  ]
    .map((line) => line.trim())
    .filter((line) => line !== '' && !ofTheSending.test(line))

/** Hash of what the mail says: equal for a mail that is sent again with the same text. */
export const textHash = (mail: Mail): string => hash('sha256', sameTextLines(mail).join('\n'))

/** Strangers are told apart by the domain of their address. */
export const vendorOf = (reading: Reading, mail: Mail): string =>
  reading.vendor ?? mail.sender?.address.split('@').at(-1) ?? 'unknown'

const blocks = ({ blocking }: Doubt): boolean => blocking

const thread = (mail: Mail, stored: Pick<StoredMail, 'gmailThread'>): readonly string[] => [
  ...new Set([
    ...mail.inReplyTo,
    ...mail.references,
    ...(stored.gmailThread === null ? [] : [`gm:${stored.gmailThread}`]),
  ]),
]

/** Each Notice of a mail with what the mail adds to it. */
export const tell = (
  mail: Mail,
  reading: Reading,
  stored: Pick<StoredMail, 'hash' | 'received' | 'gmailThread'>,
): readonly Told[] => {
  const shared = {
    vendor: vendorOf(reading, mail),
    received: stored.received,
    subject: mail.subject,
    messageId: mail.messageId,
    thread: thread(mail, stored),
    permalink: mail.group?.permalink ?? null,
    textHash: textHash(mail),
  }
  const why = reading.doubts.filter(blocks).map(({ detail }) => detail)
  return reading.notices.map((notice: Notice, index): Told => {
    const doubts = [...reading.doubts, ...notice.doubts].filter(blocks)
    return {
      ...shared,
      key: `${stored.hash}#${index}`,
      // The words that the values came from are kept with the reading; neither identity nor the fold asks for them.
      notice: { ...notice, evidence: {} },
      sent: notice.stamp ?? mail.forwarded?.date ?? mail.date,
      dated: mail.forwarded?.date ?? mail.date,
      held: doubts.length > 0,
      unverified: doubts.some(({ code }) => code === 'sender-unverified'),
      ...(why.length === 0 ? {} : { why }),
    }
  })
}
