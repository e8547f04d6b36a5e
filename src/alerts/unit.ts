import {
  CLIENTS,
  COMMON_NAME,
  CONTAINER,
  CONTAINER_TAKES,
  INLINE,
  INTERPRETER,
  KEYWORDS,
  LOOKS_SECRET,
  NAMES_USER,
  PLAIN_FOLDER,
  RUNNERS,
  SCRIPT,
  SETUP,
  SUBCOMMAND,
  TAKES_SECRET,
  TAKES_WORD,
  TALK,
  TOOLS,
  TWO_WORDS,
  WRAPPERS,
  type Wrapper,
} from './command-words.ts'
import type { SimpleCommand } from './shell.ts'
import { simpleCommands } from './shell.ts'

const baseName = (path: string): string => path.slice(path.replace(/\/{1,4}$/, '').lastIndexOf('/') + 1)
/** `/opt/thumbs/bin/clean.py` → `thumbs/clean.py`, `/opt/thumbs/rotate.py` → `rotate.py` */
const scriptName = (path: string): string => {
  const name = baseName(path)
  if (!COMMON_NAME.test(name)) return name
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast((part) => /^[\w.-]{2,60}$/.test(part) && !PLAIN_FOLDER.test(part) && !/\d/.test(part))
  return folder === undefined || folder === '..' ? name : `${folder}/${name}`
}
const isAssignment = (word: string): boolean => /^\w{1,64}\+?=/.test(word)
const tame = (word: string): string => word.replace(/\$\([^)]{0,200}\)?\)?|`[^`]{0,200}`?|\$\{?\w{1,64}\}?/g, '*')

interface Args {
  readonly rest: readonly string[]
  readonly values: ReadonlyMap<string, string>
}
/** Passes over options (and the words they take); `rest` starts at the first word that is none. */
const passOptions = (words: readonly string[], takes: string): Args => {
  const takers = new Set(takes.split(' '))
  const values = new Map<string, string>()
  let i = 0
  while (i < words.length) {
    const w = words[i] ?? ''
    if (w === '--') return { rest: words.slice(i + 1), values }
    if (!w.startsWith('-') || w === '-') break
    if (takers.has(w)) values.set(w, words[i + 1] ?? '')
    i += takers.has(w) ? 2 : 1
  }
  return { rest: words.slice(i), values }
}

const afterAssignments = (words: readonly string[]): readonly string[] => {
  let i = 0
  while (
    i < words.length &&
    (isAssignment(words[i] ?? '') || KEYWORDS.has(words[i] ?? '') || words[i]?.startsWith('@'))
  )
    i++
  return words.slice(i)
}

/** The first operand that is no option's word. */
const subcommandIn = (args: readonly string[]): string | undefined =>
  args.find((a, i) => {
    const before = args[i - 1] ?? ''
    return !(a.startsWith('-') || TAKES_WORD.test(before) || TAKES_SECRET.test(before) || LOOKS_SECRET.test(a))
  })

const named = (program: string, args: readonly string[], depth: number): string => {
  const name = tame(scriptName(program))
  if (name === 'run-parts') {
    const dir = args.find((a) => !a.startsWith('-'))
    return dir === undefined ? name : `run-parts ${baseName(dir)}`
  }
  if (CONTAINER.has(name)) return container(name, args, depth)
  const given = name === 'git' ? passOptions(args, '-C -c --git-dir --work-tree').rest : args
  const operands = given.filter((a, i) => !a.startsWith('-') && !NAMES_USER.test(given[i - 1] ?? ''))
  if (TWO_WORDS.has(name)) return [name, ...operands.slice(0, 2).map(tame)].join(' ')
  if (TOOLS.has(name)) {
    const what = operands.find((a) => a.includes('/') || a.includes(':')) ?? operands[0]
    return what === undefined ? name : `${name} ${tame(what).replace(/\?.*$/s, '').slice(0, 120)}`
  }
  const first = subcommandIn(given)
  if (first === undefined || CLIENTS.test(name)) return name
  if (RUNNERS.has(name)) {
    const script = operands.find((a) => SCRIPT.test(a)) ?? operands[0] ?? first
    return `${name} ${tame(baseName(script))}`
  }
  return SUBCOMMAND.test(first) && !/\.(?:log|txt|conf|cfg|ya?ml|json|sql|gz)$/.test(first) ? `${name} ${first}` : name
}

const container = (name: string, args: readonly string[], depth: number): string => {
  const verb = args.findIndex((a) => a === 'exec' || a === 'run')
  if (verb < 0) return `${name} ${args.find((a) => !a.startsWith('-')) ?? ''}`.trim()
  const { rest } = passOptions(args.slice(verb + 1), CONTAINER_TAKES)
  const inner = rest.slice(rest[1] === '--' ? 2 : 1)
  return inner.length > 0 ? unitOfWords(inner, depth + 1) : `${name} ${args[verb]} ${tame(rest[0] ?? '')}`.trim()
}

/** Options of one interpreter that name what runs: the module, the code, the file. null: an option like any other. */
const runsBy = (name: string, option: string, rest: readonly string[], depth: number): string | null => {
  if (name.startsWith('python') && option === '-m') return named(rest[0] ?? name, rest.slice(1), depth)
  if (name.endsWith('sh') && /^-[a-z]{0,4}c$/.test(option)) return unitOfLine(rest[0] ?? '', depth + 1)
  if (option === '-f') return named(rest[0] ?? name, rest.slice(1), depth)
  const takesIni = name.startsWith('php') && option === '-c'
  return INLINE.has(option) && !takesIni ? `${name.replace(/[\d.]{1,6}$/, '')} ${option}` : null
}

const INTERPRETER_TAKES = new Set('-d -I -W -X -O -o -S -c --define'.split(' '))

const interpreted = (program: string, args: readonly string[], depth: number): string => {
  const name = baseName(program)
  for (let i = 0; i < args.length; i++) {
    const a = args[i] ?? ''
    const run = runsBy(name, a, args.slice(i + 1), depth)
    if (run !== null) return run
    if (INTERPRETER_TAKES.has(a)) i++
    else if (!a.startsWith('-') && !isAssignment(a)) return unitOfWords(args.slice(i), depth + 1)
  }
  return name
}

/** `indexer-3.2.1.jar` → `indexer.jar` */
const jarName = (path: string): string => {
  const file = tame(baseName(path))
  const version = file.search(/-\d/)
  return version < 0 ? file : `${file.slice(0, version)}.jar`
}

const java = (args: readonly string[]): string => {
  const jar = args.indexOf('-jar')
  if (jar >= 0) return jarName(args[jar + 1] ?? 'java')
  const { rest } = passOptions(args, '-cp -classpath --class-path -p')
  return rest[0] ?? 'java'
}

const wrapped = (name: string, wrapper: Wrapper, args: readonly string[], depth: number): string => {
  const { rest, values } = passOptions(
    args,
    wrapper.line === undefined ? wrapper.takes : `${wrapper.takes} ${wrapper.line}`,
  )
  const own = wrapper.line === undefined ? undefined : values.get(wrapper.line)
  if (own !== undefined) return unitOfLine(own, depth + 1)
  if (wrapper.line !== undefined) {
    // `su - user -c "command"`, `flock /lock -c "command"`: the option may stand after the operand.
    const at = args.indexOf(wrapper.line)
    if (at >= 0 && at + 1 < args.length && (name !== 'flock' || at <= 3))
      return unitOfLine(args[at + 1] ?? '', depth + 1)
  }
  const inner = afterAssignments(rest.slice(wrapper.skip ?? 0))
  return inner.length > 0 ? unitOfWords(inner, depth + 1) : name
}

const unitOfWords = (given: readonly string[], depth: number): string => {
  const words = afterAssignments(given)
  const program = words[0] ?? ''
  const name = baseName(program)
  const args = words.slice(1)
  if (depth > 6) return name
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined
  if (wrapper !== undefined) return wrapped(name, wrapper, args, depth)
  if (INTERPRETER.test(name)) return interpreted(program, args, depth)
  if (name === 'java') return java(args)
  return named(program, args, depth)
}

const isSetup = (command: SimpleCommand): boolean => {
  const words = afterAssignments(command.words)
  const first = words[0]
  if (first === undefined) return true
  if (first === 'command') return words[1] === '-v' || words[1] === '-V'
  if (/^perl\d{0,2}$/.test(baseName(first))) return words.some((w) => w.startsWith('sleep'))
  return SETUP.has(first) || SETUP.has(baseName(first))
}
const isTalk = (command: SimpleCommand): boolean => TALK.has(baseName(afterAssignments(command.words)[0] ?? ''))

const unitOfLine = (line: string, depth: number): string => {
  const commands = simpleCommands(line)
  const real = commands.filter((c) => !isSetup(c))
  const chosen = real.find((c) => !isTalk(c)) ?? real[0] ?? commands[0]
  return chosen === undefined ? 'command' : unitOfWords(chosen.words, depth)
}

/**
 * The program (and subcommand) of a crontab or timer command line: `test -x /a || ( cd / && run-parts /etc/cron.daily )`
 * → `run-parts cron.daily`, `sudo -u www-data php /srv/x/turn.php --all >/dev/null` → `turn.php`. Wrappers, guards,
 * interpreters, options, user and redirections do not count.
 */
export const unitOf = (commandLine: string): string => unitOfLine(commandLine, 0)
