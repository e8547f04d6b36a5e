import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type AssetName, assets } from './assets.ts'
import type { Desk } from './desk.ts'
import { admit, pageHeaders, peerOf, type ReviewContext, type ReviewEnv } from './guard.ts'
import { loginLimit } from './login-limit.ts'
import { BarePage } from './pages/layout.tsx'
import { LoginPage } from './pages/login.tsx'
import { alertRoutes } from './routes-alerts.tsx'
import { apiRoutes } from './routes-api.ts'
import { calendarRoutes } from './routes-calendar.tsx'
import { feedRoutes } from './routes-feeds.ts'
import { itemRoutes } from './routes-item.tsx'
import { logRoutes } from './routes-log.tsx'
import { sessionRoutes } from './routes-session.tsx'
import { viewRoutes } from './routes-views.tsx'

const formBytes = 512 * 1024

const wantsPage = (c: ReviewContext): boolean => (c.req.header('accept') ?? '').includes('text/html')

const refuse = (desk: Desk) => (c: ReviewContext) => {
  if (desk.auth.kind === 'token') {
    c.header('WWW-Authenticate', 'Basic realm="maintcal", charset="UTF-8"')
    if (!wantsPage(c)) return c.text('Log in first, or send the token: Authorization: Bearer …\n', 401)
    // A browser would ask for a password of its own before it showed our form.
    c.header('WWW-Authenticate', undefined)
    const next = c.req.method === 'GET' ? new URL(c.req.url).pathname : '/'
    return c.html(<LoginPage message={null} name="" next={next} />, 401)
  }
  return c.text('Only visitors whom the proxy in front names may look here.\n', 403)
}

/** The whole page, as a value: requests in, responses out. Listening is the caller's. */
export const reviewApp = (desk: Desk): Hono<ReviewEnv> => {
  const app = new Hono<ReviewEnv>()
  app.use(pageHeaders)
  app.get('/healthz', (c) => c.text('ok\n'))
  app.get('/assets/:digest/:name', (c) => {
    const name = c.req.param('name')
    if (!Object.hasOwn(assets, name)) return c.notFound()
    const { type, body } = assets[name as AssetName]
    return c.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' })
  })
  app.use(bodyLimit({ maxSize: formBytes, onError: (c) => c.text('That is too long.\n', 413) }))
  const limit = loginLimit(() => desk.now().getTime())
  sessionRoutes(app, desk, limit, peerOf)
  app.use(admit(desk, limit, refuse(desk)))
  feedRoutes(app, desk)
  apiRoutes(app, desk)
  itemRoutes(app, desk)
  calendarRoutes(app, desk)
  viewRoutes(app, desk)
  alertRoutes(app, desk)
  logRoutes(app, desk)
  app.notFound((c) =>
    c.html(
      <BarePage title="There is no such page">
        <p>
          <a href="/">To the queue</a>
        </p>
      </BarePage>,
      404,
    ),
  )
  app.onError((error, c) => {
    process.stderr.write(`maintcal: ${c.req.method} ${new URL(c.req.url).pathname}: ${error.message}\n`)
    return c.html(
      <BarePage title="That did not work">
        <p>Nothing was changed. Try again; if it happens again, look at what maintcal serve writes.</p>
        <p>
          <a href="/">To the queue</a>
        </p>
      </BarePage>,
      500,
    )
  })
  return app
}
