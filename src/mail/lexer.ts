/** A lexical token of a structured header (RFC 5322 §3.2). */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'comment' | 'special' | 'blank'
  readonly text: string
}

export interface Lexed {
  readonly tokens: readonly Token[]
  /** A comment or string that never ends, a stray `)`, or quotes within a comment: what follows cannot be trusted. */
  readonly suspicious: boolean
}

/** The end of a quoted string that opens at `from`, and its text with escapes undone. */
const quotedFrom = (value: string, from: number): { text: string; end: number; open: boolean } => {
  let text = ''
  for (let i = from + 1; i < value.length; i++) {
    const c = value[i] ?? ''
    if (c === '"') return { text, end: i + 1, open: false }
    text += c === '\\' ? (value[++i] ?? '') : c
  }
  return { text, end: value.length, open: true }
}

/** The end of a comment that opens at `from`; comments nest. */
const commentFrom = (value: string, from: number): { text: string; end: number; open: boolean } => {
  let depth = 0
  for (let i = from; i < value.length; i++) {
    const c = value[i]
    if (c === '\\') i++
    else if (c === '(') depth++
    else if (c === ')' && --depth === 0) return { text: value.slice(from + 1, i), end: i + 1, open: false }
  }
  return { text: value.slice(from + 1), end: value.length, open: true }
}

const blanks = ' \t\r\n'

/** A string or comment as a token. */
const enclosed = (value: string, i: number): { token: Token; end: number; bad: boolean } => {
  if (value[i] === '"') {
    const part = quotedFrom(value, i)
    return { token: { kind: 'quoted', text: part.text }, end: part.end, bad: part.open }
  }
  const part = commentFrom(value, i)
  return { token: { kind: 'comment', text: part.text }, end: part.end, bad: part.open || /["\\]/.test(part.text) }
}

/** Cuts a structured header into tokens; `specials` are the characters that stand for themselves. One pass. */
export const lex = (value: string, specials: string): Lexed => {
  const tokens: Token[] = []
  let suspicious = false
  const ends = `${specials}${blanks}"(`
  for (let i = 0; i < value.length; ) {
    const c = value[i] ?? ''
    if (c === '"' || c === '(') {
      const { token, end, bad } = enclosed(value, i)
      tokens.push(token)
      suspicious ||= bad
      i = end
    } else if (ends.includes(c)) {
      tokens.push({ kind: specials.includes(c) ? 'special' : 'blank', text: c })
      i++
    } else {
      const from = i
      while (i < value.length && !ends.includes(value[i] ?? '')) i++
      const text = value.slice(from, i)
      suspicious ||= text.includes(')')
      tokens.push({ kind: 'word', text })
    }
  }
  return { tokens, suspicious }
}
