/** Just enough MIME to take a mail of ours apart and put it together again, byte for byte where nothing is changed. */

export interface Part {
  /** Raw header lines, folded as written, without line ends between fields. */
  readonly headers: readonly string[]
  /** Bytes as a binary string (one char a byte); '' for a multipart. */
  readonly body: string
  readonly children: readonly Part[]
}

const eol = '\r\n'

const toBinary = (raw: string | Uint8Array): string =>
  (typeof raw === 'string' ? Buffer.from(raw, 'utf8') : Buffer.from(raw)).toString('latin1').replace(/\r?\n/g, eol)

const unfold = (header: string): string => header.replace(/\r\n[ \t]+/g, ' ')

const splitHeaders = (block: string): string[] => {
  const fields: string[] = []
  for (const line of block.split(eol)) {
    const last = fields.length - 1
    if (/^[ \t]/.test(line) && last >= 0) fields[last] = `${fields[last]}${eol}${line}`
    else if (line !== '') fields.push(line)
  }
  return fields
}

/** The unfolded value of the first header of that name, or null. */
export const header = (part: Part, name: string): string | null => {
  const prefix = `${name.toLowerCase()}:`
  const found = part.headers.find((h) => h.toLowerCase().startsWith(prefix))
  return found === undefined ? null : unfold(found).slice(prefix.length).trim()
}

/** The part with that header set in its place (or added last); null takes it away. */
export const withHeader = (part: Part, name: string, value: string | null): Part => {
  const prefix = `${name.toLowerCase()}:`
  const at = part.headers.findIndex((h) => h.toLowerCase().startsWith(prefix))
  const rest = part.headers.filter((h) => !h.toLowerCase().startsWith(prefix))
  if (value === null) return { ...part, headers: rest }
  const line = `${name}: ${value}`
  const headers = at < 0 ? [...rest, line] : [...rest.slice(0, at), line, ...rest.slice(at)]
  return { ...part, headers }
}

const boundaryOf = (type: string): string | null => /boundary="?([^";]+)"?/i.exec(type)?.[1] ?? null

export const mimeType = (part: Part): string =>
  (header(part, 'Content-Type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? 'text/plain'

const parsePart = (bytes: string): Part => {
  const gap = bytes.startsWith(eol) ? 0 : bytes.indexOf(eol + eol)
  const head = gap < 0 ? bytes : bytes.slice(0, gap)
  const body = gap < 0 ? '' : bytes.slice(gap === 0 ? 2 : gap + 4)
  const part: Part = { headers: splitHeaders(head), body, children: [] }
  const boundary = boundaryOf(header(part, 'Content-Type') ?? '')
  if (!mimeType(part).startsWith('multipart/') || boundary === null) return part
  const pieces = `${eol}${body}`.split(`${eol}--${boundary}`)
  const children = pieces
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => parsePart(piece.replace(/^[ \t]*\r\n/, '')))
  return { ...part, body: '', children }
}

/** A mail taken apart. A string is taken as UTF-8 text; bytes are taken as they are. */
export const parseMime = (raw: string | Uint8Array): Part => parsePart(toBinary(raw))

const printPart = (part: Part): string => {
  const head = part.headers.map((h) => h + eol).join('') + eol
  if (part.children.length === 0) return head + part.body
  const boundary = boundaryOf(header(part, 'Content-Type') ?? '') ?? 'none'
  const inner = part.children.map((child) => `--${boundary}${eol}${printPart(child)}${eol}`).join('')
  return `${head}${inner}--${boundary}--${eol}`
}

export const printBytes = (part: Part): Buffer => Buffer.from(printPart(part), 'latin1')
/** As text; right only when every 8-bit byte of the mail is UTF-8. */
export const printText = (part: Part): string => printBytes(part).toString('utf8')

export const mapLeaves = (part: Part, change: (leaf: Part) => Part): Part =>
  part.children.length > 0 ? { ...part, children: part.children.map((c) => mapLeaves(c, change)) } : change(part)

export const leaves = (part: Part): readonly Part[] =>
  part.children.length > 0 ? part.children.flatMap(leaves) : [part]

const fromQuotedPrintable = (text: string): string =>
  text
    .replace(/=[ \t]*\r\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** RFC 2045 §6.7: lines of at most 76 characters, everything but printable ASCII escaped. */
export const quotedPrintable = (bytes: string): string =>
  bytes
    .split(eol)
    .map((line) => {
      const out: string[] = []
      let row = ''
      for (let i = 0; i < line.length; i += 1) {
        const code = line.charCodeAt(i)
        const blank = code === 32 || code === 9
        const plain = (code >= 33 && code <= 126 && code !== 61) || (blank && i < line.length - 1)
        const token = plain ? line.charAt(i) : `=${code.toString(16).toUpperCase().padStart(2, '0')}`
        if (row.length + token.length > 75) {
          out.push(`${row}=`)
          row = ''
        }
        row += token
      }
      out.push(row)
      return out.join(eol)
    })
    .join(eol)

export const base64Lines = (bytes: Buffer): string => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join(eol)

/** The decoded bytes of a leaf, as a binary string. */
export const content = (leaf: Part): string => {
  const encoding = (header(leaf, 'Content-Transfer-Encoding') ?? '7bit').toLowerCase()
  if (encoding === 'base64') return Buffer.from(leaf.body, 'base64').toString('latin1')
  return encoding === 'quoted-printable' ? fromQuotedPrintable(leaf.body) : leaf.body
}

/** The leaf with other bytes, in that transfer encoding. */
export const encoded = (leaf: Part, bytes: string, encoding: 'quoted-printable' | 'base64' | '8bit'): Part => {
  const body =
    encoding === 'base64'
      ? base64Lines(Buffer.from(bytes, 'latin1'))
      : encoding === '8bit'
        ? bytes
        : quotedPrintable(bytes)
  return withHeader({ ...leaf, body }, 'Content-Transfer-Encoding', encoding)
}

export const charsetOf = (leaf: Part): string =>
  (/charset="?([\w-]+)"?/i.exec(header(leaf, 'Content-Type') ?? '')?.[1] ?? 'utf-8').toLowerCase()

export const isText = (leaf: Part): boolean => mimeType(leaf).startsWith('text/')

/** A text leaf as characters. */
export const textOf = (leaf: Part): string =>
  new TextDecoder(charsetOf(leaf)).decode(Buffer.from(content(leaf), 'latin1'))
