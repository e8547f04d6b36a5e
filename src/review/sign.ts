import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in a time that tells nothing of where two texts differ, nor of their length. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(hash(a), hash(b))

const mac = (key: Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** A key of its own for each use of one secret. */
export const keyFor = (secret: string | Uint8Array, use: string): Uint8Array =>
  createHmac('sha256', secret).update(use).digest()

/** The proof that a form of this visitor came from us. */
export const csrfFor = (key: Uint8Array, visitor: string): string => mac(key, `form|${visitor}`)

const days = 30

/** A session that needs no memory: name and end, signed. A new token ends all of them. */
export const makeSession = (key: Uint8Array, name: string, now: Date): string => {
  const body = `${Buffer.from(name).toString('base64url')}.${now.getTime() + days * 86_400_000}`
  return `${body}.${mac(key, `session|${body}`)}`
}

export const sessionSeconds = days * 86_400

/** The name in a session, or null if it is not ours or is over. */
export const readSession = (key: Uint8Array, session: string, now: Date): string | null => {
  const [name = '', end = '', signature = ''] = session.slice(0, 1000).split('.')
  if (!sameSecret(signature, mac(key, `session|${name}.${end}`))) return null
  return Number(end) > now.getTime() ? Buffer.from(name, 'base64url').toString('utf8') : null
}
