// Changes the modules of the threat model bit by bit (docs/security.md) and looks whether a test fails. Needs `npm run build`.
//   npm run mutate                       all of them; an hour of one core
//   npm run mutate -- src/mail/zip.ts    this one, or those whose path holds the word
//   npm run mutate -- --table            the table for docs/security.md: what was found last, here or as it stands there
// Which module is held by which tests: scripts/mutation/modules.json. What survives is listed in var/mutation/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = JSON.parse(readFileSync(join(root, 'scripts', 'mutation', 'modules.json'), 'utf8'))
const config = 'scripts/mutation/vitest.config.ts'
const reports = join(root, 'var', 'mutation')
const reportOf = (module) => join(reports, `${module.replaceAll('/', '-')}.json`)

const run = (args, env, quiet) =>
  spawnSync('nice', ['-n', '5', process.execPath, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
  }).status

/** `textLength: 4 * 1024 * 1024,` and `const perAddress = 5`: a number with a name. */
const named = /^(\s*(?:(?:export )?const \w+ = |\w+: ))(\d[\d_]*(?: \* \d[\d_]*)*)(,?(?: as const)?)$/

const offsets = (source) => {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return ({ line, column }) => starts[line - 1] + column - 1
}

/** What scripts/mutation/vitest.config.ts is told: a test that takes more than `seconds` has failed. */
const testsOf = ({ tests, seconds = 60 }) => ({ MUTATE_TESTS: tests.join(','), MUTATE_SECONDS: String(seconds) })

/** Whether a test fails when the module has `text` from `from` to `to`. */
const isNoticed = (module, held, { from, to, text }) => {
  const env = { ...testsOf(held), MUTATE_PATCH: JSON.stringify({ module, from, to, text }) }
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--root', '.', '--bail', '1']
  return run(vitest, env, true) !== 0
}

/** Each number of the module that has a name, so large that it bounds nothing. Stryker leaves numbers alone. */
const takeLimits = (module, held) => {
  const source = readFileSync(join(root, module), 'utf8')
  const at = offsets(source)
  return source.split('\n').flatMap((line, n) => {
    const [, before, number] = named.exec(line) ?? []
    if (before === undefined || (held.lines !== undefined && !new RegExp(held.lines).test(line))) return []
    const from = at({ line: n + 1, column: before.length + 1 })
    const patch = { from, to: from + number.length, text: '2_000_000_000' }
    return [{ line: n + 1, text: line.trim(), killed: isNoticed(module, held, patch) }]
  })
}

/** A module that fails as it is loaded has no tests that fail, so Stryker takes such a change for one that nobody noticed. */
const lookAgain = (module, held, report) => {
  const file = report.files[module]
  if (file === undefined) return
  const at = offsets(file.source)
  for (const mutant of file.mutants) {
    if (mutant.status !== 'Survived' || !mutant.static) continue
    const patch = { from: at(mutant.location.start), to: at(mutant.location.end), text: mutant.replacement }
    if (isNoticed(module, held, patch)) mutant.status = 'Killed'
  }
}

/** All of a module, or the lines that `lines` names: a parser is long, and only its limits belong to the threat model. */
const rangesOf = (module, lines) => {
  if (lines === undefined) return [module]
  const wanted = new RegExp(lines)
  return readFileSync(join(root, module), 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      wanted.test(line) && !/^\s*(?:import|\/?\*|\/\/)/.test(line) ? [`${module}:${at + 1}-${at + 1}`] : [],
    )
}

const stryker = (module, held) => {
  const { lines, words = false, seconds = 30 } = held
  const file = join(reports, `conf-${module.replaceAll('/', '-')}.json`)
  writeFileSync(
    file,
    JSON.stringify({
      mutate: rangesOf(module, lines),
      // What is said to people is no check; where words are what stops something, `words` has them changed too.
      mutator: { excludedMutations: words ? [] : ['StringLiteral'] },
      testRunner: 'vitest',
      vitest: { configFile: config, related: false },
      plugins: ['@stryker-mutator/vitest-runner'],
      coverageAnalysis: 'perTest',
      concurrency: Number(process.env.MUTATE_CORES ?? 1),
      incremental: true,
      incrementalFile: `var/mutation/incremental-${module.replaceAll('/', '-')}.json`,
      jsonReporter: { fileName: reportOf(module) },
      reporters: ['json'],
      tempDirName: `.stryker-tmp/${module.replaceAll('/', '-')}`,
      ignorePatterns: ['.stryker-tmp', 'bench', 'docs', 'ops', 'var'],
      timeoutMS: seconds * 1000,
      allowEmpty: true,
      // Stryker would rewrite tsconfig.json with an interface that TypeScript 7 has no more; vitest needs no such file.
      tsconfigFile: 'none.json',
    }),
  )
  const status = run(
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', file, '--logLevel', 'warn'],
    testsOf(held),
  )
  if (status !== 0) throw new Error(`The run over ${module} failed.`)
}

const resultOf = (module) => {
  const { files, limits = [] } = JSON.parse(readFileSync(reportOf(module), 'utf8'))
  const { mutants, source } = files[module] ?? { mutants: [], source: '' }
  const lines = source.split('\n')
  const left = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const counted = mutants.filter(({ status }) => ['Survived', 'NoCoverage', 'Killed', 'Timeout'].includes(status))
  return {
    module,
    // Figures of an earlier state of the module are told as such.
    stale: mutants.length > 0 && source !== readFileSync(join(root, module), 'utf8'),
    mutants: counted.length,
    killed: counted.length - left.length,
    limits,
    left: left.map(({ location: { start }, replacement, mutatorName, status }) => ({
      line: start.line,
      text: lines[start.line - 1].trim(),
      to: `${mutatorName}: ${String(replacement).replace(/\s+/g, ' ').slice(0, 120)}${status === 'NoCoverage' ? ' (no test comes here)' : ''}`,
    })),
  }
}

/** `| `src/a.ts` | 12 | 11 | 92 % | 2 of 3 |` in docs/security.md: what was found when the module was run last, here or elsewhere. */
const written = /^\| `([^`]+)`(?: \(an earlier state\))? \| (\d+) \| (\d+) \| [^|]*\|(?: (\d+) of (\d+))? *\|$/gm

const lastRows = () => {
  const told = readFileSync(join(root, 'docs', 'security.md'), 'utf8').matchAll(written)
  const before = [...told].map(([, module, mutants, killed, held = 0, limits = 0]) => [
    module,
    { module, mutants: Number(mutants), killed: Number(killed), held: Number(held), limits: Number(limits) },
  ])
  const run = Object.keys(modules)
    .filter((module) => existsSync(reportOf(module)))
    .map((module) => {
      const { limits, ...rest } = resultOf(module)
      return [module, { ...rest, limits: limits.length, held: limits.filter((one) => one.killed).length }]
    })
  return new Map([...before, ...run])
}

const table = () => {
  const last = lastRows()
  const rows = Object.keys(modules).flatMap((module) => last.get(module) ?? [])
  const row = ({ module, stale, mutants, killed, held, limits }) =>
    `| \`${module}\`${stale ? ' (an earlier state)' : ''} | ${mutants} | ${killed} | ${mutants === 0 ? '' : `${((100 * killed) / mutants).toFixed(0)} %`} | ${limits === 0 ? '' : `${held} of ${limits}`} |`
  const sum = (field) => rows.reduce((total, one) => total + one[field], 0)
  const fields = ['mutants', 'killed', 'held', 'limits']
  const total = row({ module: 'all', ...Object.fromEntries(fields.map((field) => [field, sum(field)])) })
  const open = Object.keys(modules).filter((module) => !last.has(module))
  return [
    '| module | mutants | found | | limits taken away, found |',
    '|---|---|---|---|---|',
    ...rows.map(row),
    total.replaceAll('`', ''),
    ...open.map((module) => `| \`${module}\` | not run yet | | | |`),
  ].join('\n')
}

const [word = ''] = process.argv.slice(2)
mkdirSync(reports, { recursive: true })
if (word !== '--table') {
  const chosen = Object.entries(modules).filter(([module]) => module.includes(word))
  if (chosen.length === 0) throw new Error(`No module of scripts/mutation/modules.json has ${word} in its path.`)
  for (const [module, held] of chosen) {
    stryker(module, held)
    const report = JSON.parse(readFileSync(reportOf(module), 'utf8'))
    lookAgain(module, held, report)
    writeFileSync(reportOf(module), JSON.stringify({ ...report, limits: takeLimits(module, held) }))
    const { mutants, killed, left, limits } = resultOf(module)
    console.log(`${module}: ${killed} of ${mutants} found`)
    for (const { line, text, to } of left) console.log(`  ${line}: ${text}\n      ${to}`)
    for (const { line, text } of limits.filter((one) => !one.killed))
      console.log(`  ${line}: ${text} (taken away, nobody noticed)`)
  }
} else console.log(table())
