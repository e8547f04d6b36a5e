/** An IMAP server on loopback that answers what the test says: for what Dovecot never does (Gmail's ids, lies). */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface ScriptedMail {
  readonly uid: number
  readonly raw: string
  /** What RFC822.SIZE states; the truth if absent. */
  readonly size?: number
  /** More of the metadata, such as `X-GM-MSGID 1`. */
  readonly items?: string
  /** The tagged answer to fetching the content, instead of the content. */
  readonly refusal?: string
  /** Sends all of the content, whatever part of it was asked for. */
  readonly sendsAll?: boolean
}

export interface ScriptedImap {
  readonly port: number
  /** The commands that were sent, without their tags. */
  readonly commands: readonly string[]
  stop(): Promise<void>
}

export async function startScriptedImap(mails: readonly ScriptedMail[], capabilities = ''): Promise<ScriptedImap> {
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.write(`* OK [CAPABILITY IMAP4rev1 ${capabilities}] ready\r\n`)
    let pending = ''
    socket.on('data', (data) => {
      const lines = (pending + String(data)).split('\r\n')
      pending = lines.pop() ?? ''
      for (const line of lines) {
        const [tag = '', ...words] = line.split(' ')
        commands.push(words.join(' '))
        socket.write(answer(mails, words.join(' '), capabilities).replaceAll('TAG', tag))
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    port: address.port,
    commands,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(mails: readonly ScriptedMail[], command: string, capabilities: string): string {
  if (command.startsWith('CAPABILITY')) return `* CAPABILITY IMAP4rev1 ${capabilities}\r\nTAG OK\r\n`
  if (command.startsWith('EXAMINE')) {
    // As after mails that came and were deleted: UIDNEXT alone does not tell that nothing is new.
    const next = (mails.at(-1)?.uid ?? 0) + 5
    return `* ${mails.length} EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT ${next}]\r\nTAG OK [READ-ONLY]\r\n`
  }
  if (command.startsWith('LIST') || command.startsWith('LSUB')) return '* LIST () "/" INBOX\r\nTAG OK\r\n'
  if (command.startsWith('UID SEARCH')) return `* SEARCH ${mails.map(({ uid }) => uid).join(' ')}\r\nTAG OK\r\n`
  if (!command.startsWith('UID FETCH')) return 'TAG OK\r\n'
  return command.includes('BODY.PEEK') ? content(mails, command) : `${mails.map(metadata).join('')}TAG OK\r\n`
}

function metadata({ uid, raw, size, items = '' }: ScriptedMail, index: number): string {
  const date = '"05-Jan-2026 10:00:00 +0000"'
  return `* ${index + 1} FETCH (UID ${uid} RFC822.SIZE ${size ?? raw.length} INTERNALDATE ${date} ${items})\r\n`
}

function content(mails: readonly ScriptedMail[], command: string): string {
  const index = mails.findIndex(({ uid }) => command.startsWith(`UID FETCH ${uid} `))
  const mail = mails[index]
  if (mail === undefined) return 'TAG OK\r\n'
  if (mail.refusal !== undefined) return `TAG ${mail.refusal}\r\n`
  const length = mail.sendsAll ? mail.raw.length : Number(/<0\.(\d+)>/.exec(command)?.[1])
  const part = mail.raw.slice(0, length)
  return `* ${index + 1} FETCH (UID ${mail.uid} BODY[]<0> {${part.length}}\r\n${part})\r\nTAG OK\r\n`
}
