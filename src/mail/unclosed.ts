import { type HeaderBlock, parseParameters } from './header.ts'
import type { MailDefect } from './mail.ts'

/** Quoted-printable breaks lines anywhere: `</ht=` and `ml>`. */
const unbroken = (text: string): string => text.replace(/=\r?\n/g, '')

/** Where the word that opens stands last, and not behind it the one that closes. */
const isOpen = (text: string, opens: string, closes: string): boolean =>
  text.lastIndexOf(opens) > text.lastIndexOf(closes)

/** Whether a body ends within something: a line of base64, an escape, a page. */
const endsWithin = (raw: Buffer): boolean => {
  const tail = raw.subarray(-4096).toString('latin1').trimEnd()
  const line = tail.slice(tail.lastIndexOf('\n') + 1)
  // A whole line of base64 has 60 to 76 letters; after the last, shorter one the part could be over.
  if (/^[A-Za-z0-9+/]{20,}$/.test(line)) return line.length >= 60 || line.length % 4 !== 0
  if (/=[0-9A-F]?$/.test(line) && !/[A-Za-z0-9+/]{19}={1,2}$/.test(line)) return true
  const page = unbroken(raw.toString('latin1')).toLowerCase()
  return isOpen(page, '<html', '</html') || isOpen(page, '<body', '</body')
}

/**
 * A mail of several parts ends with a boundary line that says so (RFC 2046 §5.1.1). Without it the end of the mail may be missing:
 * `unclosed` where all that stands there is whole, `cut-off` where it ends within something.
 */
export const unclosedDefects = (raw: Buffer, { headers, bodyStart }: HeaderBlock): readonly MailDefect[] => {
  const { value, params } = parseParameters(headers.get('content-type')?.[0] ?? '')
  const boundary = params.get('boundary') ?? ''
  if (!value.startsWith('multipart/') || boundary === '') return []
  if (raw.lastIndexOf(`--${boundary}--`, undefined, 'latin1') >= bodyStart) return []
  const last = raw.subarray(Math.max(bodyStart, raw.lastIndexOf(`--${boundary}`, undefined, 'latin1')))
  const inHeader = !last.includes('\n\n') && !last.includes('\r\n\r\n')
  return inHeader || endsWithin(raw.subarray(bodyStart))
    ? [
        {
          code: 'cut-off',
          detail: 'The mail is cut off: it ends in the middle of a part. What stood behind is missing.',
        },
      ]
    : [
        {
          code: 'unclosed',
          detail: 'The mail does not say where its last part ends; something may be missing behind it.',
        },
      ]
}
