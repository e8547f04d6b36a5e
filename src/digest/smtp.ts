import type { Transporter } from 'nodemailer'
import type { SentMessageInfo } from 'nodemailer/lib/smtp-transport/index.js'
import { oneLine } from '../calendar/text.ts'
import type { Secret } from '../config-values.ts'
import { isLoopback } from '../config-values.ts'
import { ownHeader } from '../mail/own-mail.ts'

/** One mail as it goes out. */
export interface OutgoingMail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string | null
  /** Without `<>`. */
  readonly messageId: string
  readonly date: Date
}

/** The way out. `send` throws PostError when nobody took the mail. */
export interface Post {
  send(mail: OutgoingMail): Promise<{ readonly rejected: readonly string[] }>
  /** Connects, encrypts and logs in, and sends nothing. */
  verify(): Promise<void>
}

/** The mail server cannot be used or refused a mail; in words for people, without a secret. */
export class PostError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PostError'
  }
}

/** How long each step may take, in milliseconds. */
export interface Waits {
  readonly connectionTimeout: number
  readonly greetingTimeout: number
  readonly socketTimeout: number
  readonly dnsTimeout: number
}

const usualWaits: Waits = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 60_000,
  dnsTimeout: 15_000,
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Settings of the connection. Beyond this machine it is encrypted or it is not made: `smtps://` from the start, `smtp://` by STARTTLS
 * before anything else is said, with a certificate that is checked.
 */
export const smtpSettings = (url: string, waits: Waits = usualWaits) => {
  const parsed = new URL(url)
  const secure = parsed.protocol === 'smtps:'
  const host = parsed.hostname.replace(/[[\]]/g, '')
  const local = isLoopback(parsed.hostname)
  return {
    host,
    port: parsed.port === '' ? (secure ? 465 : local ? 25 : 587) : Number(parsed.port),
    secure,
    requireTLS: !secure && !local,
    // A mail server on this machine often has a certificate for another name; nobody listens in between.
    ignoreTLS: !secure && local,
    ...(parsed.username === '' ? {} : { auth: { user: decoded(parsed.username), pass: decoded(parsed.password) } }),
    ...waits,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const remedies: Readonly<Record<string, string>> = {
  EAUTH: 'The server did not take user and password: check SMTP_URL.',
  ETLS: 'The server offers no sound encryption (STARTTLS), which is required beyond this machine: use smtps://, or mend its certificate.',
  ECONNECTION: 'The server cannot be reached: check host and port in SMTP_URL.',
  ESOCKET: 'The server cannot be reached, or its certificate does not fit: check host and port in SMTP_URL.',
  EDNS: 'The name of the server is not known: check SMTP_URL.',
  ETIMEDOUT: 'The server did not answer in time.',
  EENVELOPE: 'The server refused sender or recipients: check DIGEST_FROM, DIGEST_TO and the addresses in the rota.',
  EMESSAGE: 'The server refused the message itself.',
}

const tame = (text: string, secrets: readonly string[]): string => {
  const shown = secrets.filter((secret) => secret !== '').reduce((said, secret) => said.replaceAll(secret, '***'), text)
  return oneLine(shown, 200)
}

const toPostError = (error: unknown, host: string, secrets: readonly string[]): PostError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const response = error instanceof Error && 'response' in error ? tame(String(error.response), secrets) : ''
  const said = response !== '' ? ` It said: ${response}.` : ''
  const why = remedies[code] ?? `Sending failed (${code || 'unknown error'}).`
  return new PostError(`Mail server ${host}: ${why}${said}`, { cause: error })
}

const headers = {
  // RFC 3834: nobody's out-of-office is to answer.
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  [ownHeader]: 'digest',
}

/** The mail server that SMTP_URL names. It is loaded and connected when first used. */
export const smtpPost = (url: Secret, waits: Waits = usualWaits): Post => {
  const settings = smtpSettings(url.reveal(), waits)
  const secrets = [settings.auth?.pass ?? '', Buffer.from(settings.auth?.pass ?? '').toString('base64')]
  const withTransport = async <T>(work: (transport: Transporter<SentMessageInfo>) => Promise<T>): Promise<T> => {
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(settings)
    try {
      return await work(transport)
    } catch (error) {
      throw toPostError(error, settings.host, secrets)
    } finally {
      transport.close()
    }
  }
  return {
    send: ({ from, to, subject, text, html, messageId, date }) =>
      withTransport(async (transport) => {
        const { rejected } = await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          ...(html === null ? {} : { html }),
          messageId: `<${messageId}>`,
          date,
          headers,
        })
        return { rejected: rejected.map(String) }
      }),
    verify: async () => {
      await withTransport((transport) => transport.verify())
    },
  }
}
