import fc from 'fast-check'

/** Short and the same in every test run; `npm run fuzz` runs long, from another seed each time, and prints the seed of what it finds. */
export const fuzzing = (share = 1): fc.Parameters<unknown> => ({
  numRuns: Math.max(10, Math.round(Number(process.env.FUZZ_RUNS ?? 120) * share)),
  seed: Number(process.env.FUZZ_SEED ?? 20_261_122),
})

const pick = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words)

/** What must not come through to people: terminal codes, overrides of direction, line ends, markup, mentions, links. */
export const hostile = pick(
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202e\u2066drow\u2069',
  '\r\nBcc: everyone@example.org',
  '\u2028\u2029\u0085\u0000\u009b31m',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><a href="javascript:alert(1)">',
  '&lt;b&gt;&amp;',
  '```\n{T1} @root #tag {F1,layout=full} [[ https://evil.example | here ]]',
  '— — — below this line is yours — — —',
  'maintcal-group: g0123456789abcdef',
  '%00../../../../etc/passwd',
  '\ud800\udfff\ud83d',
  'a\u0301\u0301\u0301\u200b\u200d\ufeff',
  '=?utf-8?q?=00=1b=5b=32=4a?=',
  '__proto__: polluted',
  'constructor: prototype',
)

const words = pick(
  'Planned maintenance',
  'CANCELLED',
  'Start: 2026-12-14 22:00 UTC',
  'End: 2026-12-15 04:00 UTC',
  'Window: 14/12/2026 22:00 - 04:00 CET',
  'Circuit ID: ED-4410/1',
  'Maintenance ID: CHG-204411',
  'Impact: outage up to 30 minutes',
  'Location: Norwick, VA',
  'Status: Rescheduled',
  'has been rescheduled to 16 December 2026 01:00 - 03:00 GMT',
  'Reason: fibre is replaced',
)

const number = fc.oneof(
  fc.integer({ min: -5, max: 99_999 }).map(String),
  pick('32/13/2026', '99:99', '0000-00-00', '1e309'),
)
const junk = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }))

/** A line as a mail may hold it, good or evil. */
export const line = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: hostile },
  { weight: 2, arbitrary: fc.tuple(words, hostile).map(([a, b]) => `${a} ${b}`) },
  { weight: 1, arbitrary: fc.tuple(words, number).map(([a, b]) => `${a} ${b}`) },
  { weight: 1, arbitrary: junk },
  {
    weight: 1,
    arbitrary: fc.tuple(pick(' ', '<td>', ':', '1 ', '- ', '\t', '('), fc.nat(3000)).map(([a, n]) => a.repeat(n)),
  },
)

const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'))

const tag = pick(
  'p',
  'div',
  'table',
  'tr',
  'td',
  'th',
  'b',
  's',
  'br',
  'li',
  'pre',
  'style',
  'script',
  'title',
  'o:p',
  'span style="display:none"',
)
const html = fc
  .array(fc.tuple(tag, line, fc.boolean()), { maxLength: 25 })
  .map((parts) => parts.map(([t, l, closed]) => `<${t}>${l}${closed ? `</${t.split(' ')[0]}>` : ''}`).join('\n'))

const property = fc.tuple(
  pick(
    'DTSTART',
    'DTEND',
    'DTSTART;TZID=Europe/Berlin',
    'DTEND;VALUE=DATE',
    'DURATION',
    'RRULE',
    'SUMMARY',
    'DESCRIPTION',
    'STATUS',
    'X-MAINTNOTE-STATUS',
    'X-MAINTNOTE-MAINTENANCE-ID',
    'X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=OUTAGE',
    'X-MAINTNOTE-PROVIDER',
    '__PROTO__',
    'CONSTRUCTOR;__PROTO__=X',
    'SEQUENCE',
    'DTSTAMP',
    'UID',
    'X-',
  ),
  fc.oneof(
    pick(
      '20261214T220000Z',
      '20261214',
      'PT4H',
      'P9999999D',
      'FREQ=SECONDLY',
      'CANCELLED',
      'CHG-204411',
      '-1',
      '99999999999999999999',
    ),
    line,
  ),
)
const calendar = fc
  .tuple(fc.array(property, { maxLength: 14 }), fc.boolean())
  .map(
    ([all, closed]) =>
      `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n${all.map(([k, v]) => `${k}:${v}`).join('\n')}\n${closed ? 'END:VEVENT\nEND:VCALENDAR\n' : ''}`,
  )

const sheet = fc
  .array(fc.array(line, { maxLength: 5 }), { maxLength: 10 })
  .map((rows) => rows.map((cells) => cells.map((c) => `"${c}"`).join(',')).join('\n'))

const leaf = fc.oneof(
  fc.tuple(pick('text/plain', 'text/plain; charset=utf-16', 'text/plain; format=flowed', ''), text),
  fc.tuple(pick('text/html', 'text/html; charset=windows-1252'), html),
  fc.tuple(pick('text/calendar', 'text/calendar; method=REQUEST'), calendar),
  fc.tuple(pick('text/csv; name="../../x.csv"', 'application/octet-stream; name="a.csv"'), sheet),
  fc.tuple(pick('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name=a.xlsx', 'image/png'), junk),
)
const encoding = pick('7bit', '8bit', 'quoted-printable', 'base64', 'x-unknown', '')

interface Made {
  readonly headers: string
  readonly body: string
}

const entity = fc.letrec<{ entity: Made; leaf: Made; multipart: Made; message: Made }>((tie) => ({
  entity: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('leaf'), tie('multipart'), tie('message')),
  leaf: fc.tuple(leaf, encoding).map(([[type, body], how]) => ({
    headers: `${type === '' ? '' : `Content-Type: ${type}\n`}${how === '' ? '' : `Content-Transfer-Encoding: ${how}\n`}`,
    body: how === 'base64' ? Buffer.from(body).toString('base64') : body,
  })),
  multipart: fc
    .tuple(
      pick('mixed', 'alternative', 'related', 'signed'),
      pick('b', 'b b', '"b"', 'x--b'),
      fc.array(tie('entity'), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([kind, boundary, parts, closed]) => {
      const mark = boundary.replaceAll('"', '')
      const inner = parts.map((p) => `--${mark}\n${p.headers}\n${p.body}\n`).join('')
      return {
        headers: `Content-Type: multipart/${kind}; boundary=${boundary}\n`,
        body: `${inner}${closed ? `--${mark}--\n` : ''}`,
      }
    }),
  message: tie('entity').map((inner) => ({
    headers: 'Content-Type: message/rfc822\n',
    body: `From: noc@zayo.com\nSubject: inner\n${inner.headers}\n${inner.body}`,
  })),
})).entity

const header = fc.oneof(
  fc
    .tuple(
      pick(
        'Subject',
        'From',
        'Reply-To',
        'Date',
        'Message-ID',
        'In-Reply-To',
        'References',
        'List-ID',
        'X-Original-Sender',
        'X-Original-From',
        'Authentication-Results',
        'ARC-Authentication-Results',
        'Auto-Submitted',
        'To',
        '__proto__',
      ),
      fc.oneof(
        line,
        pick(
          'noc@zayo.com',
          '"a\\" <x@y>" <noc@zayo.com>',
          '<id@example.org>',
          'Wed, 2 Dec 2026 10:00:00 +0000',
          'mx.google.com; dkim=pass header.i=@zayo.com',
        ),
      ),
    )
    .map(([k, v]) => `${k}: ${v}\n`),
  hostile.map((h) => `${h}\n`),
)

/** Whole mails made of parts, headers and lines that readers look for, and of those that an attacker would write. */
export const anyMail: fc.Arbitrary<Buffer> = fc
  .tuple(fc.array(header, { maxLength: 12 }), entity, pick('\n', '\r\n'))
  .map(([headers, { headers: own, body }, eol]) =>
    Buffer.from(`${headers.join('')}${own}\n${body}`.replaceAll('\n', eol)),
  )

/** Good mails with some bytes, lines or words changed. */
export const spoilt = (mails: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      fc.nat(mails.length - 1),
      fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(4), line), { minLength: 1, maxLength: 6 }),
    )
    .map(([n, changes]) => {
      let bytes = mails[n] ?? Buffer.alloc(0)
      for (const [at, how, words] of changes) {
        const i = at % Math.max(1, bytes.length)
        const j = Math.min(bytes.length, i + 1 + (at % 200))
        const between = [
          Buffer.alloc(0),
          Buffer.from(words),
          bytes.subarray(i, j),
          Buffer.from([at & 255]),
          bytes.subarray(0, i % 3000),
        ][how]
        bytes = Buffer.concat([bytes.subarray(0, i), between ?? Buffer.alloc(0), bytes.subarray(how === 2 ? i : j)])
      }
      return bytes
    })

/** Announcements that surely become events, with something hostile in each of their words. */
export const announced: fc.Arbitrary<Buffer> = fc
  .tuple(hostile, hostile, hostile, hostile, fc.nat(9999))
  .map(([subject, reason, place, circuit, n]) =>
    Buffer.from(
      [
        'From: noc@carrier.example',
        `Subject: Planned maintenance CHG-20${n} ${subject.replace(/[\r\n]/g, ' ')}`,
        'Date: Wed, 2 Dec 2026 10:00:00 +0000',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'We will perform planned maintenance.',
        `Maintenance ID: CHG-20${n}`,
        'Start: 2026-12-14 22:00 UTC',
        'End: 2026-12-15 04:00 UTC',
        `Location: Norwick ${place}`,
        `Circuit ID: ED-4410 ${circuit}`,
        `Reason: fibre is replaced ${reason}`,
      ].join('\r\n'),
    ),
  )
