/** A real SMTP server on this machine (npm `smtp-server`) that keeps what it takes. */
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly encrypted: boolean
}

export interface SmtpFake {
  readonly port: number
  readonly mails: readonly TakenMail[]
  /** Users and passwords that were tried, and whether over an encrypted connection. */
  readonly logins: readonly { readonly user: string; readonly encrypted: boolean }[]
  /** Addresses that are refused from now on. */
  refuse(...addresses: readonly string[]): void
  /** Refuses nobody any more. */
  accept(): void
  close(): Promise<void>
}

export interface SmtpOptions {
  readonly host?: string
  /** STARTTLS is offered (with a certificate that nobody signed). */
  readonly starttls?: boolean
  readonly password?: string
  /** What the server says to a wrong password. */
  readonly refusal?: string
  /** Hands each mail on before it says that it took it. */
  readonly relay?: (mail: TakenMail) => Promise<void>
}

export const startSmtp = async ({
  host = '127.0.0.1',
  starttls = false,
  password,
  refusal = 'Invalid username or password',
  relay,
}: SmtpOptions = {}): Promise<SmtpFake> => {
  const mails: TakenMail[] = []
  const logins: { user: string; encrypted: boolean }[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: password === undefined,
    allowInsecureAuth: true,
    disabledCommands: starttls ? [] : ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username = '', password: given }, session, callback) => {
      logins.push({ user: username, encrypted: session.secure })
      if (given === password) callback(null, { user: username })
      else callback(new Error(refusal))
    },
    onRcptTo: ({ address }, _session, callback) => {
      callback(refused.has(address) ? new Error('No such user here') : null)
    },
    onData: (stream, session, callback) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const taken = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts),
          encrypted: session.secure,
        }
        mails.push(taken)
        const handed = relay === undefined ? Promise.resolve() : relay(taken)
        handed.then(() => callback(null), callback)
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, host)
  await once(listening, 'listening')
  const address = listening.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    port: address.port,
    mails,
    logins,
    refuse: (...addresses) => {
      for (const one of addresses) refused.add(one)
    },
    accept: () => refused.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
