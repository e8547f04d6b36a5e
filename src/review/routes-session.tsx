import type { Hono } from 'hono'
import type { Desk } from './desk.ts'
import { endSession, personName, type ReviewContext, type ReviewEnv, sameSite, startSession } from './guard.ts'
import type { LoginLimit } from './login-limit.ts'
import { LoginPage } from './pages/login.tsx'
import { sameSecret } from './sign.ts'

/** Where to go after login: a path of ours, or the queue. */
const ownPath = (given: unknown): string =>
  typeof given === 'string' && /^\/(?![/\\])[\w\-./]{0,200}$/.test(given) ? given : '/'

/** Login and logout, where a token is asked for. */
export const sessionRoutes = (
  app: Hono<ReviewEnv>,
  desk: Desk,
  limit: LoginLimit,
  peerOf: (c: ReviewContext) => string,
): void => {
  const { auth } = desk
  if (auth.kind !== 'token') return
  app.get('/login', (c) => c.html(<LoginPage message={null} name="" next="/" />))
  app.post('/login', async (c) => {
    const form = await c.req.parseBody()
    const name = personName(typeof form.name === 'string' ? form.name : '')
    const next = ownPath(form.next)
    const again = (message: string, status: 401 | 429) =>
      c.html(<LoginPage message={message} name={name} next={next} />, status)
    if (!limit.allows(peerOf(c))) return again('Too many attempts. Wait a quarter of an hour.', 429)
    if (typeof form.token !== 'string' || !sameSecret(form.token, auth.token.reveal())) {
      limit.failed(peerOf(c))
      return again('That is not the token.', 401)
    }
    if (name === '') return again('Say who you are: every answer is signed.', 401)
    startSession(c, desk, name)
    return c.redirect(next, 303)
  })
  app.post('/logout', (c) => {
    if (!sameSite(c, desk)) return c.text('Only a page of ours may end a session.\n', 403)
    endSession(c, desk)
    return c.redirect('/login', 303)
  })
}
