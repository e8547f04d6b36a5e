import { decodeWords } from './header.ts'
import { lex, type Token } from './lexer.ts'
import { limits } from './limits.ts'
import type { Address } from './mail.ts'

interface Draft {
  name: string
  address: string
  inAngle: boolean
  hadAngle: boolean
}

const draft = (): Draft => ({ name: '', address: '', inAngle: false, hadAngle: false })

const tidyName = (name: string): string => decodeWords(name).replace(/\s+/g, ' ').trim()

/** Encoded words never make an address (RFC 2047 §5): a name that decodes to `x@y` stays a name. */
const finish = ({ name, address, hadAngle }: Draft): Address | null => {
  const written = (hadAngle ? address : name).trim()
  if (!written.includes('@') || /\s/.test(written)) return null
  return { name: hadAngle ? tidyName(name) : '', address: written.toLowerCase() }
}

const take = (current: Draft, token: Token): void => {
  if (token.kind === 'comment') return
  if (token.text === '<' && token.kind === 'special') {
    current.inAngle = true
    current.hadAngle = true
    current.address = ''
  } else if (token.text === '>' && token.kind === 'special') current.inAngle = false
  else if (current.inAngle) current.address += token.kind === 'blank' ? '' : token.text
  else if (!current.hadAngle) current.name += token.text
}

/** The mailboxes of one header value; groups (`name: a, b;`) give their members. */
const readMailboxes = (value: string): Address[] => {
  const found: Address[] = []
  let current = draft()
  const close = () => {
    const address = finish(current)
    if (address && found.length < limits.addresses) found.push(address)
    current = draft()
  }
  for (const token of lex(value, '<>,;:').tokens) {
    const separator = token.kind === 'special' && !current.inAngle
    if (separator && (token.text === ',' || token.text === ';')) close()
    else if (separator && token.text === ':') current = draft()
    else take(current, token)
  }
  close()
  return found
}

/** All mailboxes of an address header; what has no address is left out. */
export const parseAddresses = (values: readonly string[]): Address[] =>
  values.flatMap((value) => readMailboxes(value.slice(0, limits.addressLength)))

/** The first mailbox of a header, or null. */
export const parseAddress = (value: string | undefined): Address | null =>
  value === undefined ? null : (parseAddresses([value])[0] ?? null)
