/** From a mailbox URL to a Mailbox. */
import { emlMailbox } from './eml.ts'
import { type ImapSettings, imapMailbox } from './imap.ts'
import { type Mailbox, MailboxError } from './mailbox.ts'
import { maildirMailbox } from './maildir.ts'
import { mboxMailbox } from './mbox.ts'

/** What a mailbox needs beside its URL; files need nothing. */
export type MailboxSettings = ImapSettings

/**
 * `imaps://user@host/INBOX`, `imap://user@127.0.0.1:1143/INBOX`, `maildir:/path`, `mbox:/path` or `eml:/path`.
 * Opens nothing yet: that is for `messages()`.
 * @throws MailboxError `protocol` for a URL that cannot be used.
 */
export function openMailbox(url: string, settings: MailboxSettings): Mailbox {
  const scheme = /^[a-z]{1,10}(?=:)/.exec(url)?.[0] ?? ''
  const path = url.slice(scheme.length + 1)
  if (scheme === 'imaps' || scheme === 'imap') return imapMailbox(url, settings)
  const open = { maildir: maildirMailbox, mbox: mboxMailbox, eml: emlMailbox }[scheme]
  if (open === undefined || path === '') {
    throw new MailboxError(
      'protocol',
      'A mailbox URL begins with imaps://, imap:// (loopback only), maildir:, mbox: or eml:, followed by the place.',
    )
  }
  return open(path)
}
