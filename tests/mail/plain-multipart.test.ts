import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBody, readByMailparser } from '../../src/mail/body.ts'
import { readHeader } from '../../src/mail/header.ts'
import { readPlainMultipart } from '../../src/mail/plain-multipart.ts'

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : name.endsWith('.eml') ? [path] : []
  })

const apart = (raw: string | Buffer) => {
  const bytes = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw
  const block = readHeader(bytes)
  return { headers: block.headers, body: bytes.subarray(block.bodyStart) }
}

const both = async (raw: string | Buffer) => {
  const { headers, body } = apart(raw)
  return { mine: await readBody(headers, body), theirs: await readByMailparser(headers, body) }
}

const isPlain = (raw: string | Buffer): boolean => {
  const { headers, body } = apart(raw)
  return readPlainMultipart(headers, body) !== null
}

const lines = (...all: readonly string[]): string => all.join('\r\n')

const plainPart = lines('Content-Type: text/plain; charset=utf-8', '', 'Works on 3 May', '')
const htmlPart = lines('Content-Type: text/html; charset="us-ascii"', '', '<p>Works on 3 May</p>')
const csvPart = lines(
  'Content-Type: text/csv; name="circuits.csv"',
  'Content-Disposition: attachment; filename="circuits.csv"',
  'Content-Transfer-Encoding: base64',
  '',
  'Q2lyY3VpdApFRC00NDEwCg==',
)
const icsPart = lines(
  'Content-Type: text/calendar; method=REQUEST; charset=UTF-8',
  '',
  'BEGIN:VCALENDAR',
  'END:VCALENDAR',
)

const multipart = (kind: string, boundary: string, ...parts: readonly string[]): string =>
  lines(
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
    '',
  )

const usual: readonly (readonly [string, string])[] = [
  ['text and HTML', multipart('alternative', 'b1', plainPart, htmlPart)],
  ['HTML before text', multipart('alternative', 'b1', htmlPart, plainPart)],
  ['a calendar beside both', multipart('alternative', 'b1', plainPart, htmlPart, icsPart)],
  ['a file behind the text', multipart('mixed', 'b1', plainPart, csvPart)],
  ['a multipart within one', multipart('mixed', 'out', multipart('alternative', 'in', plainPart, htmlPart), csvPart)],
  ['LF alone', multipart('alternative', 'b1', plainPart, htmlPart).replaceAll('\r\n', '\n')],
  [
    'words before the first boundary',
    multipart('alternative', 'b1', plainPart).replace('\r\n\r\n', '\r\n\r\nThis is MIME.\r\n'),
  ],
  ['no line break at the end', multipart('alternative', 'b1', plainPart, htmlPart).trimEnd()],
  [
    'quoted-printable',
    multipart(
      'alternative',
      'b1',
      lines(
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'M=C3=BCn=',
        'chen =3D here=20',
        '',
      ),
    ),
  ],
  [
    'UTF-8 as it is',
    multipart('alternative', 'b1', lines('Content-Type: text/plain; charset=utf-8', '', 'M\xc3\xbcnchen')),
  ],
  [
    'ASCII called Latin-1',
    multipart('alternative', 'b1', lines('Content-Type: text/plain; charset=iso-8859-1', '', 'Munich')),
  ],
]

const unusual: readonly (readonly [string, string])[] = [
  ['two texts', multipart('mixed', 'b1', plainPart, plainPart)],
  ['text and HTML that are no alternatives', multipart('mixed', 'b1', plainPart, htmlPart)],
  ['no closing boundary', multipart('alternative', 'b1', plainPart).replace('--b1--', '')],
  ['words behind the closing boundary', `${multipart('alternative', 'b1', plainPart)}more`],
  ['a line that only begins as the boundary does', multipart('alternative', 'b1', `${plainPart}--b1x\r\n`)],
  ['a blank behind the boundary', multipart('alternative', 'b1', plainPart, htmlPart).replace('--b1\r\n', '--b1 \r\n')],
  ['the same boundary within', multipart('mixed', 'b1', multipart('alternative', 'b1', plainPart, htmlPart))],
  ['a part without a type', multipart('alternative', 'b1', lines('X-Note: none', '', 'Works on 3 May'))],
  ['a part without a header', multipart('alternative', 'b1', lines('', 'Works on 3 May'))],
  ['two types', multipart('alternative', 'b1', lines('Content-Type: text/html', plainPart))],
  ['flowed text', multipart('alternative', 'b1', plainPart.replace('utf-8', 'utf-8; format=flowed'))],
  [
    'letters that the charset must tell',
    multipart('alternative', 'b1', lines('Content-Type: text/plain; charset=iso-8859-1', '', 'M\xfcnchen')),
  ],
  [
    'bytes that are no UTF-8',
    multipart('alternative', 'b1', lines('Content-Type: text/plain; charset=utf-8', '', 'M\xfcnchen')),
  ],
  [
    'a message within',
    multipart('mixed', 'b1', plainPart, lines('Content-Type: message/rfc822', '', 'Subject: x', '', 'y')),
  ],
  [
    'a file of no known type',
    multipart('mixed', 'b1', plainPart, csvPart.replace('text/csv', 'application/octet-stream')),
  ],
  ['an encoded file name', multipart('mixed', 'b1', plainPart, csvPart.replace('"circuits.csv"', '"=?utf-8?q?a?="'))],
  ['a file name in pieces', multipart('mixed', 'b1', plainPart, csvPart.replace('filename="', 'filename*0="'))],
  ['base64 with something else in it', multipart('mixed', 'b1', plainPart, csvPart.replace('Q2ly', 'Q2ly!'))],
  [
    'blanks at the end of a quoted-printable line',
    multipart(
      'alternative',
      'b1',
      lines('Content-Type: text/plain', 'Content-Transfer-Encoding: quoted-printable', '', 'a  ', 'b'),
    ),
  ],
  [
    'an unknown encoding',
    multipart('alternative', 'b1', lines('Content-Type: text/plain', 'Content-Transfer-Encoding: x-uuencode', '', 'a')),
  ],
  ['nothing in it', multipart('alternative', 'b1', lines('Content-Type: text/plain', '', ' '))],
  ['no boundary', multipart('alternative', 'b1', plainPart).replace('; boundary="b1"', '')],
]

describe('a multipart that is written the usual way is read without mailparser, and as mailparser reads it', () => {
  it.each(usual)('%s', async (_, raw) => {
    expect(isPlain(raw)).toBe(true)
    const { mine, theirs } = await both(raw)
    expect(mine).toEqual(theirs)
  })
})

describe('whatever is unusual is left to mailparser', () => {
  it.each(unusual)('%s', async (_, raw) => {
    expect(isPlain(raw)).toBe(false)
    const { mine, theirs } = await both(raw)
    expect(mine).toEqual(theirs)
  })
})

describe('every fixture', () => {
  const files = filesIn(join(import.meta.dirname, '..', 'fixtures')).map((path) => readFileSync(path))

  it('says the same both ways, also with lines lost and bytes changed', async () => {
    for (const file of files) {
      const text = file.toString('latin1')
      const variants = [
        text,
        text.replace(/^.*[a-f]3.*\n/gm, ''),
        text.replaceAll('=3D', '=3'),
        text.slice(0, text.length * 0.7),
      ]
      for (const variant of variants) {
        if (!isPlain(variant)) continue
        const { mine, theirs } = await both(variant)
        expect(mine).toEqual(theirs)
      }
    }
  }, 120_000)

  it('of multiparts, most are the usual ones', () => {
    const multiparts = files.filter((file) => /^content-type: multipart/im.test(file.toString('latin1').slice(0, 3000)))
    expect(multiparts.filter(isPlain).length / multiparts.length).toBeGreaterThan(0.6)
  })
})
