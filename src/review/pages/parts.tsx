import type { Child } from 'hono/jsx'
import { windowLines } from '../../calendar/describe.ts'
import type { Impact, Status, Window } from '../../reading/notice.ts'
import { dayWords, fromNow, impactOf, statusWords, timeWords } from '../words.ts'

/** An instant: UTC with its weekday; a script shows the reader's own time on hover. */
export const Time = ({ at, day }: { at: string; day?: boolean }) => (
  <time datetime={at} title={`${timeWords(at)} UTC`}>
    {day ? dayWords(at) : timeWords(at)}
  </time>
)

export const Ago = ({ at, now }: { at: string; now: Date }) => (
  <time datetime={at} title={`${timeWords(at)} UTC`}>
    {fromNow(at, now)}
  </time>
)

/** Windows as the calendar tells them: UTC first, then the vendor's clock. */
export const Windows = ({ windows, zone }: { windows: readonly Window[]; zone: string | null }) =>
  windows.length === 0 ? (
    <p class="quiet">No date is known.</p>
  ) : (
    <ul class="windows">
      {windows.map((window) => {
        const [first = '', ...rest] = windowLines(window, zone)
        return (
          <li>
            <time datetime={window.start}>{first}</time>
            {rest.map((line) => (
              <span class="quiet"> {line.trim()}</span>
            ))}
          </li>
        )
      })}
    </ul>
  )

export const StatusBadge = ({ status }: { status: Status }) => (
  <span class={`badge status-${status.toLowerCase()}`}>{statusWords[status]}</span>
)

export const ImpactBadge = ({ impact }: { impact: Impact | null }) => (
  <span class={`badge impact-${(impact ?? 'unknown').toLowerCase()}`}>{impactOf(impact)}</span>
)

export const Circuits = ({ ids, most = 4 }: { ids: readonly string[]; most?: number }) => (
  <>
    {ids.slice(0, most).map((id) => (
      <span class="chip">{id}</span>
    ))}
    {ids.length > most ? <span class="quiet"> and {ids.length - most} more</span> : null}
  </>
)

export const Csrf = ({ proof }: { proof: string | null }) =>
  proof === null ? null : <input type="hidden" name="proof" value={proof} />

/** A heading with what belongs to it. */
export const Section = ({ title, id, children }: { title: string; id?: string; children?: Child }) => (
  <section class="card" aria-labelledby={id === undefined ? undefined : `${id}-title`} id={id}>
    <h2 id={id === undefined ? undefined : `${id}-title`}>{title}</h2>
    {children}
  </section>
)

/** A permalink to a post. Other schemes than the web's are told as words. */
export const PostLink = ({ href }: { href: string | null }) =>
  href !== null && /^https?:\/\//i.test(href) ? (
    <a href={href} rel="noreferrer noopener" target="_blank">
      the post
    </a>
  ) : null
