// Changes the modules of the threat model bit by bit (docs/security.md) and looks whether a test fails. Needs `npm run build`.
//   npm run mutate                       all of them; an hour of one core
//   npm run mutate -- src/mail/zip.ts    this one, or those whose path holds the word
//   npm run mutate -- --table            the table of what was found last, as it stands in docs/security.md
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

/** Each number of the module that has a name, made endless. Stryker leaves numbers alone. */
const limitsOf = (module) =>
  readFileSync(join(root, module), 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      const [, before, , after] = named.exec(line) ?? []
      return before === undefined ? [] : [{ at, line: line.trim(), to: `${before}Number.MAX_SAFE_INTEGER${after}` }]
    })

const takeLimits = (module, tests) =>
  limitsOf(module).map(({ at, line, to }) => {
    const env = { MUTATE_TESTS: tests.join(','), MUTATE_LIMIT: JSON.stringify([module, at, to]) }
    const status = run(
      ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--root', '.', '--bail', '1'],
      env,
      true,
    )
    return { line: at + 1, text: line, killed: status !== 0 }
  })

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

const stryker = (module, { tests, lines, words = false }) => {
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
      timeoutMS: 10_000,
      allowEmpty: true,
      // Stryker would rewrite tsconfig.json with an interface that TypeScript 7 has no more; vitest needs no such file.
      tsconfigFile: 'none.json',
    }),
  )
  const status = run(['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', file, '--logLevel', 'warn'], {
    MUTATE_TESTS: tests.join(','),
  })
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

const table = () => {
  const rows = Object.keys(modules)
    .filter((module) => existsSync(reportOf(module)))
    .map(resultOf)
  const row = ({ module, mutants, killed, limits }) =>
    `| \`${module}\` | ${mutants} | ${killed} | ${mutants === 0 ? '' : `${((100 * killed) / mutants).toFixed(0)} %`} | ${limits.length === 0 ? '' : `${limits.filter((l) => l.killed).length} of ${limits.length}`} |`
  const sum = (field) => rows.reduce((total, one) => total + one[field], 0)
  const all = rows.flatMap(({ limits }) => limits)
  const total = row({ module: 'all', mutants: sum('mutants'), killed: sum('killed'), limits: all }).replaceAll('`', '')
  return [
    '| module | mutants | found | | limits taken away, found |',
    '|---|---|---|---|---|',
    ...rows.map(row),
    total,
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
    writeFileSync(reportOf(module), JSON.stringify({ ...report, limits: takeLimits(module, held.tests) }))
    const { mutants, killed, left, limits } = resultOf(module)
    console.log(`${module}: ${killed} of ${mutants} found`)
    for (const { line, text, to } of left) console.log(`  ${line}: ${text}\n      ${to}`)
    for (const { line, text } of limits.filter((one) => !one.killed))
      console.log(`  ${line}: ${text} (taken away, nobody noticed)`)
  }
} else console.log(table())
