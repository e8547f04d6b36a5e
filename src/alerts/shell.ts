/** A crontab line cut into simple commands; enough of a shell to name a program, never to run one. */
export interface SimpleCommand {
  /** Words with quotes removed; `$(…)` and `${…}` stay as written. Redirections are dropped. */
  readonly words: readonly string[]
}

const BLANK = /\s/
const REDIRECTION = /^\d?(?:&?>>?[|&]?|<<?<?&?)/

interface Cut {
  readonly text: string
  readonly end: number
}

const quoted = (s: string, at: number): Cut => {
  const quote = s[at]
  let text = ''
  let i = at + 1
  while (i < s.length && s[i] !== quote) {
    if (s[i] === '\\' && quote === '"' && i + 1 < s.length) i++
    text += s[i]
    i++
  }
  return { text, end: i + 1 }
}

/** `$(…)`, `${…}` or back-ticks, as written, to its end. */
const substitution = (s: string, at: number): Cut => {
  if (s[at] === '`') {
    const close = s.indexOf('`', at + 1)
    const end = close < 0 ? s.length : close + 1
    return { text: s.slice(at, end), end }
  }
  const open = s[at + 1]
  const shut = open === '(' ? ')' : '}'
  let depth = 0
  let i = at + 1
  for (; i < s.length; i++) {
    if (s[i] === open) depth++
    if (s[i] === shut && --depth === 0) break
  }
  return { text: s.slice(at, i + 1), end: i + 1 }
}

const isSubstitution = (s: string, at: number): boolean =>
  s[at] === '`' || (s[at] === '$' && (s[at + 1] === '(' || s[at + 1] === '{'))

/** What needs no second look. */
const ORDINARY = /[\w./:=,@%+~#?*^[\]{}!-]{1,4000}/y
const ordinaryEnd = (s: string, at: number): number => {
  ORDINARY.lastIndex = at
  return ORDINARY.test(s) ? ORDINARY.lastIndex : at
}

const word = (s: string, at: number): Cut => {
  let i = ordinaryEnd(s, at)
  let text = s.slice(at, i)
  while (i < s.length) {
    const c = s[i] ?? ''
    if (c === "'" || c === '"') {
      const cut = quoted(s, i)
      text += cut.text
      i = cut.end
    } else if (isSubstitution(s, i)) {
      const cut = substitution(s, i)
      text += cut.text
      i = cut.end
    } else if (c === '\\' && i + 1 < s.length) {
      text += s[i + 1]
      i += 2
    } else if (BLANK.test(c) || ';|&()<>'.includes(c)) break
    else {
      text += c
      i++
    }
  }
  return { text, end: i }
}

const operator = (s: string, at: number): string => {
  const two = s.slice(at, at + 2)
  if (two === '&&' || two === '||' || two === ';;' || two === '|&') return two
  return ';|&()\n'.includes(s[at] ?? '') ? (s[at] ?? '') : ''
}

const skipBlanks = (s: string, at: number): number => {
  let i = at
  while (i < s.length && s[i] !== '\n' && BLANK.test(s[i] ?? '')) i++
  return i
}

/** Cuts a command line (at most 4,000 characters of it) into its simple commands, in order. */
export const simpleCommands = (line: string): SimpleCommand[] => {
  const s = line.slice(0, 4000)
  const commands: SimpleCommand[] = []
  let words: string[] = []
  const close = () => {
    if (words.length > 0) commands.push({ words })
    words = []
  }
  let i = 0
  while (i < s.length) {
    i = skipBlanks(s, i)
    if (i >= s.length) break
    const redirection = '&<>0123456789'.includes(s[i] ?? '') ? REDIRECTION.exec(s.slice(i, i + 8))?.[0] : undefined
    const op = redirection === undefined ? operator(s, i) : ''
    if (redirection !== undefined) {
      i = word(s, skipBlanks(s, i + redirection.length)).end
    } else if (op !== '') {
      close()
      i += op.length
    } else {
      const cut = word(s, i)
      if (cut.text !== '') words.push(cut.text)
      i = Math.max(cut.end, i + 1)
    }
  }
  close()
  return commands
}
