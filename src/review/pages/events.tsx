import type { DesiredEvent } from '../../calendar/target.ts'
import { plainText } from '../../calendar/text.ts'
import type { EventChange } from '../imagine.ts'
import { dayWords } from '../words.ts'

const lastDay = (end: string): string => new Date(Date.parse(end) - 86_400_000).toISOString()

/** The days of an all-day event; its end is the day after the last. */
export const EventDays = ({ event }: { event: Pick<DesiredEvent, 'start' | 'end'> }) => {
  const [first, last] = [dayWords(event.start), dayWords(lastDay(event.end))]
  return <span class="days">{first === last ? first : `${first} – ${last}`}</span>
}

const Card = ({ event, words }: { event: DesiredEvent | null; words: string }) => (
  <div class={`event colour-${event?.colorId ?? 'none'} ${event === null ? 'absent' : ''}`}>
    <p class="quiet">{words}</p>
    {event === null ? (
      <p>No event.</p>
    ) : (
      <>
        <p class="event-title">{event.summary}</p>
        <EventDays event={event} />
      </>
    )}
  </div>
)

const Lines = ({ change }: { change: EventChange }) => {
  const event = change.after ?? change.before
  if (event === null) return null
  return change.removed.length + change.added.length > 0 ? (
    <ul class="diff">
      {change.removed.map((line) => (
        <li>
          <del>{line}</del>
        </li>
      ))}
      {change.added.map((line) => (
        <li>
          <ins>{line}</ins>
        </li>
      ))}
    </ul>
  ) : (
    <details>
      <summary>The event’s text</summary>
      <pre class="text">{plainText(event.description)}</pre>
    </details>
  )
}

/** Each event as it stands, and as it would stand. */
export const EventChanges = ({ changes }: { changes: readonly EventChange[] }) => (
  <>
    {changes.map((change) => (
      <div class="change">
        <div class="before-after">
          <Card event={change.before} words="Now" />
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <Card event={change.after} words="After" />
        </div>
        <Lines change={change} />
      </div>
    ))}
  </>
)
