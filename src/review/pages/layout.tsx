import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Ruling } from '../../maintenance/maintenance.ts'
import { assetPath } from '../assets.ts'
import type { Visitor } from '../desk.ts'
import { rulingWords } from '../words.ts'
import { Csrf } from './parts.tsx'

export type Place = 'queue' | 'calendar' | 'alerts' | 'mails' | 'digest' | 'decisions' | 'health'

const places: readonly (readonly [Place, string, string])[] = [
  ['queue', '/', 'Queue'],
  ['calendar', '/calendar', 'Calendar'],
  ['alerts', '/alerts', 'Alerts'],
  ['mails', '/mails', 'Mail log'],
  ['digest', '/digest', 'Digest'],
  ['decisions', '/decisions', 'Decisions'],
  ['health', '/health', 'Health'],
]

/** What every page shows around its own content. */
export interface Frame {
  readonly visitor: Visitor
  /** Open questions that were not put off. */
  readonly waiting: number
  /** An answer that was just given, to be undone. */
  readonly done: Ruling | null
}

const Head = ({ title }: { title: string }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title}</title>
    <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
    <link rel="stylesheet" href={assetPath('style.css')} />
    <script src={assetPath('keys.js')} defer></script>
  </head>
)

const doctype = raw('<!doctype html>')

/** Answers that may change events. */
const followed: ReadonlySet<Ruling['verdict']['type']> = new Set(['approve', 'edit', 'link', 'ignore', 'undo'])

const Done = ({ ruling, proof }: { ruling: Ruling; proof: string | null }) => (
  <div class="done" role="status">
    <span>
      {ruling.by} {rulingWords(ruling)}.{' '}
      {followed.has(ruling.verdict.type) ? <small>The calendar follows with the next run.</small> : null}
    </span>
    {ruling.verdict.type === 'undo' || ruling.verdict.type === 'alerts' ? null : (
      <form method="post" action="/undo">
        <Csrf proof={proof} />
        <input type="hidden" name="ruling" value={ruling.key} />
        <button type="submit" class="plain" data-key="u">
          Undo <kbd>u</kbd>
        </button>
      </form>
    )}
  </div>
)

const Keys = () => (
  <dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl>
      {[
        ['j', 'next'],
        ['k', 'previous'],
        ['Enter', 'open'],
        ['a', 'approve as it stands in the form'],
        ['e', 'edit'],
        ['l', 'attach to other work'],
        ['i', 'not maintenance: choose why, Enter'],
        ['u', 'undo the last answer'],
        ['?', 'this list'],
      ].map(([key, words]) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
    <form method="dialog">
      <button type="submit" class="plain">
        Close
      </button>
    </form>
  </dialog>
)

export const Page = ({
  title,
  place,
  frame,
  children,
}: {
  title: string
  place: Place | null
  frame: Frame
  children?: Child
}) => (
  <>
    {doctype}
    <html lang="en">
      <Head title={`${title} – maintcal`} />
      <body>
        <a class="skip" href="#main">
          To the content
        </a>
        <header class="top">
          <a class="brand" href="/">
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
              <rect x="2" y="4" width="20" height="17" rx="3" class="brand-page" />
              <path d="M2 9h20" class="brand-line" />
              <rect x="6" y="12" width="9" height="3" rx="1.5" class="brand-bar" />
              <rect x="10" y="16" width="8" height="3" rx="1.5" class="brand-bar-2" />
            </svg>
            maintcal
          </a>
          <nav aria-label="Pages">
            {places.map(([name, href, words]) => (
              <a href={href} aria-current={name === place ? 'page' : undefined}>
                {words}
                {name === 'queue' && frame.waiting > 0 ? <span class="count">{frame.waiting}</span> : null}
              </a>
            ))}
          </nav>
          <div class="who">
            <button class="plain help" type="button" data-help hidden aria-label="Show the keys">
              ?
            </button>
            <span title="Answers are signed with this name">{frame.visitor.name}</span>
            {frame.visitor.canLeave ? (
              <form method="post" action="/logout">
                <Csrf proof={frame.visitor.csrf} />
                <button type="submit" class="plain">
                  Leave
                </button>
              </form>
            ) : null}
          </div>
        </header>
        {frame.done === null ? null : <Done ruling={frame.done} proof={frame.visitor.csrf} />}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <Keys />
      </body>
    </html>
  </>
)

/** Pages for those who are not (yet) let in, and for what is not there. */
export const BarePage = ({ title, children }: { title: string; children?: Child }) => (
  <>
    {doctype}
    <html lang="en">
      <Head title={`${title} – maintcal`} />
      <body class="bare">
        <main id="main">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  </>
)
