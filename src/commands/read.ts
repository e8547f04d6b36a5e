import type { Command } from 'commander'
import type { RawMail } from '../mail/mailbox.ts'
import { type Notice, needsReview, type Reading } from '../reading/notice.ts'
import type { Reader } from '../steps/read-mails.ts'
import type { Shell } from './shell.ts'
import { plain, when } from './table.ts'

interface ReadMail {
  readonly file: string
  readonly messageId: string | null
  readonly reading: Reading
  readonly ms: number
}

/** The contract of `read --json`. Key order is the reader's. */
const asJson = ({ file, messageId, reading, ms }: ReadMail): string =>
  JSON.stringify({
    file,
    messageId,
    class: reading.class,
    vendor: reading.vendor,
    review: needsReview(reading),
    notices: reading.notices.map(
      ({ maintenanceId, account, status, kind, windows, circuits, summary, location, evidence, doubts }) => ({
        maintenanceId,
        account,
        status,
        kind,
        windows,
        circuits,
        summary,
        location,
        evidence,
        doubts,
      }),
    ),
    doubts: reading.doubts,
    ms: Math.round(ms * 1000) / 1000,
  })

const windowText = ({ start, end, backup, dateOnly, cancelled }: Notice['windows'][number]): string =>
  [
    `${when(start)} – ${end === null ? 'unknown' : when(end)} UTC`,
    ...(backup === true ? ['(backup)'] : []),
    ...(dateOnly === true ? ['(days only)'] : []),
    ...(cancelled === true ? ['(called off)'] : []),
  ].join(' ')

const circuitsText = ({ circuits }: Notice): string =>
  circuits.map(({ id, impact }) => (impact === null ? id : `${id} (${impact})`)).join(', ')

const evidenceText = ({ evidence }: Notice): readonly string[] =>
  Object.entries(evidence).flatMap(([field, pieces]) =>
    (pieces ?? []).map(
      ({ part, line, column, text }) => `    ${field} from ${part} ${line}:${column} “${plain(text)}”`,
    ),
  )

const doubtText = ({ code, blocking, detail }: Reading['doubts'][number]): string =>
  `  ${blocking ? '?' : '·'} ${code}: ${plain(detail)}`

const noticeText = (notice: Notice, explain: boolean): readonly string[] => [
  `  ${plain(notice.maintenanceId ?? '(no id)')}  ${notice.status}  ${notice.kind}`,
  ...notice.windows.map((window) => `    ${windowText(window)}`),
  ...(notice.circuits.length > 0 ? [`    circuits: ${plain(circuitsText(notice))}`] : []),
  ...(notice.summary === null ? [] : [`    ${plain(notice.summary)}`]),
  ...(notice.location === null ? [] : [`    at ${plain(notice.location)}`]),
  ...(explain ? evidenceText(notice) : []),
  ...notice.doubts.map(doubtText),
]

const asText = ({ file, reading }: ReadMail, explain: boolean): string =>
  [
    `${plain(file)}: ${reading.class}${reading.vendor === null ? '' : ` by ${reading.vendor}`}${needsReview(reading) ? ', a person must look' : ''}${explain ? ` (read by ${reading.format ?? 'nothing'})` : ''}`,
    ...reading.notices.flatMap((notice) => noticeText(notice, explain)),
    ...reading.doubts.map(doubtText),
    '',
  ].join('\n')

const tooLarge = (size: number): Reading => ({
  class: 'other',
  vendor: null,
  format: null,
  notices: [],
  doubts: [{ code: 'mail-broken', blocking: true, detail: `The mail is too large to be read (${size} bytes).` }],
})

const readOne = async (reader: Reader, message: RawMail, shell: Shell): Promise<ReadMail> => {
  const started = shell.ticks()
  const mail = await reader.mail(message.raw ?? message.headers ?? new Uint8Array())
  const reading = message.raw === null ? tooLarge(message.size) : reader.reading(mail)
  return { file: message.origin, messageId: mail.messageId, reading, ms: shell.ticks() - started }
}

/** `maintcal read PATH…` */
export const define = (command: Command, shell: Shell): void => {
  command
    .argument('<path...>', 'a mail, a folder of .eml files, a maildir or an mbox')
    .option('--json', 'one line of JSON a mail')
    .option('--explain', 'show the words that each value came from')
    .action(async (paths: readonly string[], options: { readonly json?: boolean; readonly explain?: boolean }) => {
      const [config, { readerFor }, { pathMessages }] = await Promise.all([
        shell.config(),
        import('../reader.ts'),
        import('../mail/path-messages.ts'),
      ])
      const reader = await readerFor(config)
      for (const path of paths) {
        for await (const message of pathMessages(path, { signal: shell.signal })) {
          const read = await readOne(reader, message, shell)
          await shell.out(options.json === true ? `${asJson(read)}\n` : asText(read, options.explain === true))
        }
      }
    })
}
