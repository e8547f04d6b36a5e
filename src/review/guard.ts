import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { oneLine } from '../calendar/text.ts'
import { isLoopback } from '../config-values.ts'
import type { Desk, Visitor } from './desk.ts'
import type { LoginLimit } from './login-limit.ts'
import { csrfFor, keyFor, makeSession, readSession, sameSecret, sessionSeconds } from './sign.ts'

export interface ReviewEnv {
  Bindings: { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } } }
  Variables: { visitor: Visitor }
}
export type ReviewContext = Context<ReviewEnv>

/** The address at the other end of the connection, IPv4 in its own form. */
export const peerOf = (c: ReviewContext): string =>
  (c.env?.incoming?.socket?.remoteAddress ?? '').replace(/^::ffff:/, '')

/** What pages may do. Nothing is loaded from elsewhere, no script but ours runs, nobody may frame us. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * What a mail may do: be looked at. `sandbox` holds also when its address is opened without our frame around it; styles are
 * those that are left in the mail, and can load nothing.
 */
export const mailHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Type': 'text/html; charset=utf-8',
}

export const pageHeaders: MiddlewareHandler<ReviewEnv> = async (c, next) => {
  await next()
  if (c.res.headers.has('Content-Security-Policy')) return
  c.header('Content-Security-Policy', pagePolicy)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
}

/** Only plain http on this machine may do without: there a Secure cookie could be lost. */
const isSecure = ({ url, listen }: Desk): boolean => (url ?? '').startsWith('https:') || !isLoopback(listen.host)
const cookieName = (desk: Desk): string => (isSecure(desk) ? '__Host-maintcal' : 'maintcal')

const tokenKey = (desk: Desk): Uint8Array =>
  desk.auth.kind === 'token' ? keyFor(desk.auth.token.reveal(), 'session') : desk.key

export const startSession = (c: ReviewContext, desk: Desk, name: string): void =>
  setCookie(c, cookieName(desk), makeSession(tokenKey(desk), name, desk.now()), {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(desk),
    maxAge: sessionSeconds,
  })

export const endSession = (c: ReviewContext, desk: Desk): void => {
  deleteCookie(c, cookieName(desk), { path: '/', secure: isSecure(desk) })
}

/** `Authorization: Bearer TOKEN`, or Basic with the token as password and a name: calendar programs know only that. */
const fromAuthorization = (c: ReviewContext, token: string): string | null => {
  const sent = c.req.header('authorization') ?? ''
  const scheme = sent.split(' ', 1)[0] ?? ''
  const value = sent.slice(scheme.length + 1)
  if (/^bearer$/i.test(scheme)) {
    return sameSecret(value, token) ? personName(c.req.header('x-maintcal-user') ?? 'token') : null
  }
  if (!/^basic$/i.test(scheme)) return null
  const [name = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':')
  return sameSecret(password.join(':'), token) ? personName(name) || 'token' : null
}

export const personName = (given: string): string => oneLine(given, 80)

const signedIn = (key: Uint8Array, name: string, canLeave: boolean): Visitor => ({
  name,
  csrf: csrfFor(key, name),
  canLeave,
})

const visitorOf = (c: ReviewContext, desk: Desk): Visitor | null => {
  const { auth } = desk
  if (auth.kind === 'none') return signedIn(desk.key, desk.account, false)
  if (auth.kind === 'header') {
    const name = desk.proxies.includes(peerOf(c)) ? personName(c.req.header(auth.name) ?? '') : ''
    return name === '' ? null : signedIn(desk.key, name, false)
  }
  const direct = fromAuthorization(c, auth.token.reveal())
  if (direct !== null) return { name: direct, csrf: null, canLeave: false }
  const name = readSession(tokenKey(desk), getCookie(c, cookieName(desk)) ?? '', desk.now())
  return name === null || name === '' ? null : signedIn(tokenKey(desk), name, true)
}

/** Without authentication a page of another site could reach us under a name that it points to this machine. */
const isOurName = (c: ReviewContext, { auth, url }: Desk): boolean => {
  if (auth.kind !== 'none') return true
  const host = (c.req.header('host') ?? '').toLowerCase()
  if (url !== null && host === new URL(url).host) return true
  return isLoopback(host.replace(/:\d{1,5}$/, ''))
}

/** Lets in who may, and names them. */
export const admit =
  (
    desk: Desk,
    limit: LoginLimit,
    refuse: (c: ReviewContext) => Response | Promise<Response>,
  ): MiddlewareHandler<ReviewEnv> =>
  async (c, next) => {
    if (!isOurName(c, desk)) return c.text('This page is not served under that name.\n', 421)
    const tries = desk.auth.kind === 'token' && c.req.header('authorization') !== undefined
    if (tries && !limit.allows(peerOf(c))) return c.text('Too many attempts. Wait a quarter of an hour.\n', 429)
    const visitor = visitorOf(c, desk)
    if (visitor === null) {
      if (tries) limit.failed(peerOf(c))
      return refuse(c)
    }
    c.set('visitor', visitor)
    return next()
  }

/** The browser's word on whether the page that sent this is ours. */
export const sameSite = (c: ReviewContext, { url }: Pick<Desk, 'url'>): boolean => {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined) return true
  const hosts = [c.req.header('host') ?? '', ...(url === null ? [] : [new URL(url).host])]
  return URL.canParse(origin) && hosts.includes(new URL(origin).host)
}

/** Whether a change comes from a page of ours: the browser's word, and a proof in the form or its header. */
export const isFromUs = (c: ReviewContext, desk: Desk, proof: string): boolean => {
  const { csrf } = c.get('visitor')
  return csrf === null || (sameSite(c, desk) && sameSecret(proof, csrf))
}
