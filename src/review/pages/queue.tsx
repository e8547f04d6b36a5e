import type { QueueFilter, QueueItem } from '../queue.ts'
import { codeName, spanWords, timeWords, urgencyOf } from '../words.ts'
import { type Frame, Page } from './layout.tsx'
import { Ago, Circuits, Time, Windows } from './parts.tsx'

export interface QueueView {
  readonly items: readonly QueueItem[]
  /** Before the filter. */
  readonly total: number
  readonly putOff: number
  readonly filter: QueueFilter
  readonly vendors: readonly { readonly name: string; readonly count: number }[]
  readonly codes: readonly { readonly name: string; readonly count: number }[]
  readonly page: number
  readonly pages: number
  readonly now: Date
  vendorTitle(vendor: string): string
}

const Filters = ({ view }: { view: QueueView }) => (
  <form class="filters" method="get" action="/" aria-label="Filter the queue">
    <label>
      Vendor
      <select name="vendor">
        <option value="">all</option>
        {view.vendors.map(({ name, count }) => (
          <option value={name} selected={name === view.filter.vendor}>
            {view.vendorTitle(name)} ({count})
          </option>
        ))}
      </select>
    </label>
    <label>
      Reason
      <select name="code">
        <option value="">all</option>
        {view.codes.map(({ name, count }) => (
          <option value={name} selected={name === view.filter.code}>
            {codeName(name)} ({count})
          </option>
        ))}
      </select>
    </label>
    <label class="grow">
      Words
      <input type="search" name="text" value={view.filter.text} placeholder="id, circuit, subject" />
    </label>
    {view.putOff === 0 ? null : (
      <label class="tick">
        <input type="checkbox" name="all" value="1" checked={view.filter.all} /> also {view.putOff} put off
      </label>
    )}
    <button type="submit" class="plain">
      Filter
    </button>
  </form>
)

const Start = ({ at, now }: { at: string | null; now: Date }) =>
  at === null ? (
    <span class="when unknown">no date</span>
  ) : (
    <span class={`when ${urgencyOf(at, now)}`}>
      <Ago at={at} now={now} />
      <small>
        <Time at={at} /> UTC
      </small>
    </span>
  )

const Row = ({ item, view }: { item: QueueItem; view: QueueView }) => {
  const { question, notice } = item
  const windows = notice?.windows ?? []
  const rest = windows.filter(({ start }) => start !== question.urgentAt)
  return (
    <li class={`entry ${urgencyOf(question.urgentAt, view.now)}`} data-row>
      <Start at={question.urgentAt} now={view.now} />
      <div class="what">
        <h2>
          <a href={`/item/${item.name}`}>
            <span class="vendor">{item.vendor === null ? 'unknown vendor' : view.vendorTitle(item.vendor)}</span>{' '}
            {notice?.maintenanceId ?? ''}
          </a>
        </h2>
        <p class="subject">{item.subject || '(no subject)'}</p>
        <p class="why">
          {question.codes.map((code) => (
            <span class="reason">{codeName(code)}</span>
          ))}{' '}
          {question.reasons.join(' ')}
        </p>
        {notice === null ? null : (
          <div class="facts">
            {rest.length > 0 || question.urgentAt === null ? (
              <Windows windows={windows.slice(0, 3)} zone={null} />
            ) : null}
            <Circuits ids={notice.circuits.map(({ id }) => id)} />
          </div>
        )}
      </div>
      <p class="age">
        {item.later === null ? (
          <>
            waits{' '}
            <time datetime={question.openedAt}>{spanWords(view.now.getTime() - Date.parse(question.openedAt))}</time>
          </>
        ) : (
          <>put off until {timeWords(item.later)}</>
        )}
      </p>
    </li>
  )
}

const pageLink = ({ filter }: QueueView, page: number): string => {
  const query = new URLSearchParams()
  if (filter.vendor !== null) query.set('vendor', filter.vendor)
  if (filter.code !== null) query.set('code', filter.code)
  if (filter.text !== '') query.set('text', filter.text)
  if (filter.all) query.set('all', '1')
  query.set('page', String(page))
  return `/?${query}`
}

export const QueuePage = ({ view, frame }: { view: QueueView; frame: Frame }) => (
  <Page title={`(${frame.waiting}) Queue`} place="queue" frame={frame}>
    <div class="head">
      <h1>
        {frame.waiting === 0
          ? 'Nothing waits'
          : `${frame.waiting} ${frame.waiting === 1 ? 'question waits' : 'questions wait'}`}
      </h1>
      <p class="quiet">Soonest work first. Times in UTC.</p>
    </div>
    {view.total === 0 ? (
      <div class="card calm">
        <p>Everything that came in was clear. The calendar stands as the vendors say.</p>
        <p>
          <a href="/calendar">See what is ahead</a> or <a href="/mails">what came in this week</a>.
        </p>
      </div>
    ) : (
      <>
        <Filters view={view} />
        {view.items.length === 0 ? <p class="card calm">No question fits this filter.</p> : null}
        <ol class="queue">
          {view.items.map((item) => (
            <Row item={item} view={view} />
          ))}
        </ol>
        {view.pages > 1 ? (
          <nav class="pages" aria-label="Pages of the queue">
            {Array.from({ length: view.pages }, (_, i) => (
              <a href={pageLink(view, i + 1)} aria-current={i + 1 === view.page ? 'page' : undefined}>
                {i + 1}
              </a>
            ))}
          </nav>
        ) : null}
      </>
    )}
  </Page>
)
