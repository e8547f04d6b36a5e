import type { DesiredEvent } from '../../calendar/target.ts'
import { addDays, weekOf } from '../../digest/week.ts'
import type { Risk } from '../../maintenance/overlap.ts'
import type { Span, TimelineRow } from '../timeline.ts'
import { addMonths } from '../timeline.ts'
import { dayWords } from '../words.ts'
import { type Frame, Page } from './layout.tsx'
import { Timeline } from './timeline.tsx'

export interface Slot {
  readonly event: DesiredEvent
  readonly work: string
}

export type CalendarView = {
  readonly by: 'vendor' | 'site'
  readonly now: Date
  vendorTitle(vendor: string): string
} & (
  | {
      readonly kind: 'week'
      readonly span: Span
      readonly rows: readonly TimelineRow[]
      readonly risks: readonly Risk[]
    }
  | {
      readonly kind: 'month'
      readonly month: string
      readonly weeks: readonly (readonly string[])[]
      readonly slots: readonly Slot[]
    }
)

const Legend = () => (
  <ul class="legend">
    {[
      ['11', 'outage'],
      ['6', 'degraded'],
      ['5', 'reduced redundancy'],
      ['2', 'no impact'],
      ['7', 'impact unknown'],
      ['8', 'cancelled (hatched)'],
      ['3', 'waits for review'],
    ].map(([colour, words]) => (
      <li>
        <i class={`colour-${colour}`}></i>
        {words}
      </li>
    ))}
    <li>Dashed: not sure, or a backup date. Red frame: overlaps within a redundancy group.</li>
  </ul>
)

const WeekBar = ({ view }: { view: Extract<CalendarView, { kind: 'week' }> }) => {
  const { start } = view.span
  const link = (day: string, by = view.by) => `/calendar?week=${day}&by=${by}`
  return (
    <div class="view-bar">
      <nav aria-label="Weeks">
        <a href={link(addDays(start, -7))} rel="prev" data-key="k" aria-label="The week before">
          ←
        </a>
        <a href={`/calendar?by=${view.by}`}>This week</a>
        <a href={link(addDays(start, 7))} rel="next" data-key="j" aria-label="The week after">
          →
        </a>
      </nav>
      <nav aria-label="Rows">
        <a href={link(start, 'vendor')} aria-current={view.by === 'vendor' ? 'true' : undefined}>
          by vendor
        </a>
        <a href={link(start, 'site')} aria-current={view.by === 'site' ? 'true' : undefined}>
          by site
        </a>
      </nav>
      <nav aria-label="Views">
        <a href={link(start)} aria-current="true">
          week
        </a>
        <a href={`/calendar?view=month&month=${start.slice(0, 7)}`}>month</a>
      </nav>
    </div>
  )
}

const Week = ({ view }: { view: Extract<CalendarView, { kind: 'week' }> }) => (
  <>
    <WeekBar view={view} />
    <div class="card">
      {view.rows.length === 0 ? (
        <p class="calm">No work is known for this week.</p>
      ) : (
        <Timeline span={view.span} rows={view.rows} now={view.now} vendorTitle={view.vendorTitle} />
      )}
      <Legend />
    </div>
    {view.risks.length === 0 ? null : (
      <section class="card" aria-labelledby="risks">
        <h2 id="risks">Overlaps</h2>
        <ul class="doubts">
          {view.risks.map(({ reason, whole }) => (
            <li class="blocking">
              <span class="reason">{whole ? 'nothing left' : 'overlap'}</span> {reason}
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)

const SlotLink = ({ slot }: { slot: Slot }) => (
  <a
    class={`slot colour-${slot.event.colorId ?? '7'} ${slot.event.status === 'cancelled' ? 'off' : ''}`}
    href={`/work/${slot.work}`}
    title={slot.event.summary}
  >
    {slot.event.summary}
  </a>
)

const Month = ({ view }: { view: Extract<CalendarView, { kind: 'month' }> }) => {
  const today = view.now.toISOString().slice(0, 10)
  return (
    <>
      <div class="view-bar">
        <nav aria-label="Months">
          <a
            href={`/calendar?view=month&month=${addMonths(view.month, -1)}`}
            rel="prev"
            data-key="k"
            aria-label="The month before"
          >
            ←
          </a>
          <a href="/calendar?view=month">This month</a>
          <a
            href={`/calendar?view=month&month=${addMonths(view.month, 1)}`}
            rel="next"
            data-key="j"
            aria-label="The month after"
          >
            →
          </a>
        </nav>
        <nav aria-label="Views">
          <a href={`/calendar?week=${view.month}-01`}>week</a>
          <a href={`/calendar?view=month&month=${view.month}`} aria-current="true">
            month
          </a>
        </nav>
      </div>
      <div class="card">
        <section class="scroll" tabindex={0} aria-label="Month">
          <table class="month">
            <thead>
              <tr>
                {['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) => (
                  <th scope="col">{day}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.weeks.map((week) => (
                <tr>
                  {week.map((day) => (
                    <td class={`${day.startsWith(view.month) ? '' : 'other'} ${day === today ? 'today' : ''}`}>
                      <span class="day">{day.slice(8)}</span>
                      {view.slots
                        .filter(({ event }) => event.start <= day && day < event.end)
                        .map((slot) => (
                          <SlotLink slot={slot} />
                        ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <Legend />
      </div>
    </>
  )
}

export const CalendarPage = ({ view, frame }: { view: CalendarView; frame: Frame }) => {
  const title = view.kind === 'week' ? `${weekOf(view.span.start)}, from ${dayWords(view.span.start)}` : view.month
  return (
    <Page title={`Calendar ${title}`} place="calendar" frame={frame}>
      <div class="head">
        <h1>{title}</h1>
        <p class="quiet">
          Days and times in UTC. <a href="/calendar.ics">Subscribe</a>
        </p>
      </div>
      {view.kind === 'week' ? <Week view={view} /> : <Month view={view} />}
    </Page>
  )
}
