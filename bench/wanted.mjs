const tenth = (n) => Math.round(n * 10) / 10

// What is to be held, and whether it is. `of` finds the figure in what a benchmark told, `why` what limits it.
export const wanted = [
  {
    benchmark: 'read',
    what: 'reading, one core, mails/s',
    of: (r) => r['mails a second, one core'].median,
    atLeast: 1000,
    why: (r) => {
      const [decoding, reading, libraries] = [
        'decoding, ms a mail',
        'reading, ms a mail',
        'mailparser, htmlparser2, ms',
      ].map((figure) => r[figure].median)
      const share = tenth((100 * libraries) / (decoding + reading))
      return `mailparser and htmlparser2 alone take ${libraries} ms a mail, ${share} % of ${tenth(decoding + reading)} ms; the rest is ours`
    },
  },
  { benchmark: 'load', what: 'loading the parsers, ms', of: (r) => r['parsers, ms'].median, atMost: 40 },
  {
    benchmark: 'sync',
    what: 'sync with nothing new, start to exit, ms',
    of: (r) => r['nothing new, ms'].median,
    atMost: 500,
  },
  {
    benchmark: 'import',
    what: (r) => `import of ${r.mails} mails, mails/s`,
    of: (r) => r['mails a second, wall'].median,
    atLeast: 700,
    why: () => 'the reading thread is always busy; SQLite alone does five times that (npm run bench -- sqlite)',
  },
  {
    benchmark: 'import',
    what: 'import, peak memory, MB',
    of: (r) => r['peak memory, MB'].most,
    atMost: 250,
    why: () => 'two JavaScript heaps are half of it, and the compiler takes 40 MB for moments',
  },
  {
    benchmark: 'import',
    what: 'import, growth over the second half, %',
    of: (r) => r['memory, MB (slope: a thousand mails)'].growth,
    atMost: 5,
  },
  {
    benchmark: 'belief',
    what: 'a Notice at 1,000,000 works against 1,000, times',
    of: (r) => r.all.ratio,
    atMost: 1.5,
  },
  { benchmark: 'signatures', what: 'signatures, mails/s', of: (r) => r.signaturesPerSecond, atLeast: 20_000 },
  {
    benchmark: 'serve',
    what: (r) => `serve, growth over the second half of ${r.requests} requests, %`,
    of: (r) => r['memory, MB (slope: a thousand requests)'].growth,
    atMost: 5,
  },
  {
    benchmark: 'syncs',
    what: (r) => `growth over the second half of ${r.runs} runs in one process, %`,
    of: (r) => r['memory, MB (slope: a thousand runs)'].growth,
    atMost: 5,
  },
]

const verdict = ({ atLeast, atMost }, measured) => {
  const bound = atLeast ?? atMost
  const held = atLeast === undefined ? measured <= bound : measured >= bound
  if (held) return 'held'
  return `not held: ${tenth((Math.abs(measured - bound) / bound) * 100)} % ${atLeast === undefined ? 'above' : 'short'}`
}

/** Lines of text: what, wanted, measured, held or how far from it; of the benchmarks that were run. */
export const heldTable = (results) => {
  const rows = wanted.flatMap((one) => {
    const result = results[one.benchmark]
    if (result === undefined) return []
    const measured = one.of(result)
    const what = typeof one.what === 'string' ? one.what : one.what(result)
    const bound = one.atLeast === undefined ? `at most ${one.atMost}` : `at least ${one.atLeast}`
    const told = verdict(one, measured)
    const why = told === 'held' ? '' : `; ${one.why?.(result) ?? 'docs/performance.md tells why'}`
    return [[what, bound, String(measured), told + why]]
  })
  if (rows.length === 0) return []
  const all = [['what', 'wanted', 'measured', ''], ...rows]
  const width = (column) => Math.max(...all.map((row) => row[column].length))
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(width(column))).join('   ')}`.trimEnd())
}
