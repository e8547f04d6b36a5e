import type { DesiredEvent } from '../../calendar/target.ts'
import type { HistoryEntry, Ruling } from '../../maintenance/maintenance.ts'
import type { Believed, EventMemory } from '../../store/store.ts'
import { rulingWords, timeWords } from '../words.ts'
import { workName } from '../works.ts'
import { EventDays } from './events.tsx'
import { type Frame, Page } from './layout.tsx'
import { Circuits, Csrf, ImpactBadge, PostLink, Section, StatusBadge, Time, Windows } from './parts.tsx'

export interface WorkView {
  readonly believed: Believed
  readonly events: readonly DesiredEvent[]
  readonly memories: readonly EventMemory[]
  /** Answers in force. */
  readonly rulings: readonly Ruling[]
  /** Open questions about it: their short names with their reasons. */
  readonly questions: readonly { readonly name: string; readonly reasons: readonly string[] }[]
  vendorTitle(vendor: string): string
}

const telling = new Set(['created', 'rescheduled', 'updated', 'cancelled', 'started', 'completed'])

type Moment =
  | { readonly at: string | null; readonly entry: HistoryEntry }
  | { readonly at: string; readonly ruling: Ruling }

const Entry = ({ entry }: { entry: HistoryEntry }) => (
  <li class={telling.has(entry.decision) ? 'telling' : ''}>
    <p>
      <span class="badge">{entry.decision}</span>{' '}
      <span class="quiet">{entry.sent === null ? 'no date' : <Time at={entry.sent} />}</span>{' '}
      <PostLink href={entry.permalink} />
    </p>
    <p>
      <strong>{entry.subject || '(no subject)'}</strong>
    </p>
    <p>{entry.reason}</p>
    {entry.changes.length === 0 ? null : (
      <ul class="diff">
        {entry.changes.map(({ field, from, to }) => (
          <li>
            {field}: <del>{from || 'nothing'}</del> <ins>{to || 'nothing'}</ins>
          </li>
        ))}
      </ul>
    )}
  </li>
)

const Person = ({ ruling, proof }: { ruling: Ruling; proof: string | null }) => (
  <li class="person">
    <p>
      <span class="badge unsure">{ruling.by}</span>{' '}
      <span class="quiet">
        <Time at={ruling.at} />
      </span>
    </p>
    <p>
      {ruling.by} {rulingWords(ruling)}.
    </p>
    <form method="post" action="/undo">
      <Csrf proof={proof} />
      <input type="hidden" name="ruling" value={ruling.key} />
      <button type="submit" class="plain">
        Undo
      </button>
    </form>
  </li>
)

const stateWords = (memory: EventMemory | undefined): string => {
  if (memory === undefined) return 'Not written yet; the next run writes it.'
  if (memory.state === 'vetoed') return 'A person deleted it from the calendar; it stays deleted.'
  if (memory.state === 'removed') return 'It was taken out again.'
  if (memory.failure !== null) return `The last write failed: ${memory.failure}`
  const owned = memory.owned.filter((field) => field !== 'end')
  return owned.length === 0
    ? 'Stands in the calendar as written.'
    : `Stands in the calendar; a person changed ${owned.join(', ')}.`
}

const Events = ({ view }: { view: WorkView }) => (
  <Section title="In the calendar" id="events">
    {view.events.length === 0 ? <p>{view.believed.maintenance.withoutEvent ?? 'No event is wanted.'}</p> : null}
    {view.events.map((event) => (
      <div class={`event colour-${event.colorId ?? '7'}`}>
        <p class="event-title">{event.summary}</p>
        <EventDays event={event} />
        <p class="quiet">
          {stateWords(view.memories.find(({ id, written }) => id === event.id || written?.summary === event.summary))}
        </p>
      </div>
    ))}
    {view.memories
      .filter(
        ({ id, written, state }) =>
          state !== 'removed' && !view.events.some((event) => event.id === id || event.summary === written?.summary),
      )
      .map((memory) => (
        <p class="quiet">
          {memory.written?.summary ?? memory.id}: {stateWords(memory)}
        </p>
      ))}
  </Section>
)

export const WorkPage = ({ view, frame }: { view: WorkView; frame: Frame }) => {
  const m = view.believed.maintenance
  const moments: readonly Moment[] = [
    ...m.history.map((entry): Moment => ({ at: entry.sent, entry })),
    ...view.rulings.map((ruling): Moment => ({ at: ruling.at, ruling })),
  ].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
  return (
    <Page title={`${view.vendorTitle(m.vendor)} ${workName(m)}`} place="calendar" frame={frame}>
      <div class="head">
        <h1>
          {view.vendorTitle(m.vendor)} {workName(m)}
        </h1>
        <p>
          <StatusBadge status={m.status} /> <ImpactBadge impact={m.impact} />{' '}
          {m.provisional ? <span class="badge unsure">waits for review</span> : null}
        </p>
      </div>
      {view.questions.map(({ name, reasons }) => (
        <p class="card why-asked">
          <a href={`/item/${name}`}>A question waits</a>: {reasons.join(' ')}
        </p>
      ))}
      <div class="two">
        <Section title="History" id="history">
          <ol class="history">
            {moments.map((moment) =>
              'entry' in moment ? (
                <Entry entry={moment.entry} />
              ) : (
                <Person ruling={moment.ruling} proof={frame.visitor.csrf} />
              ),
            )}
          </ol>
        </Section>
        <div>
          <Section title="What is believed" id="belief">
            <p>{m.summary ?? m.subject}</p>
            <Windows windows={m.windows} zone={m.zone} />
            {m.location === null ? null : <p>Where: {m.location}</p>}
            <p>
              <Circuits ids={m.circuits.map(({ id }) => id)} most={60} />
            </p>
            {m.maintenanceIds.length > 1 ? <p class="quiet">Ids: {m.maintenanceIds.join(', ')}</p> : null}
            {(m.doubts ?? []).map(({ detail }) => (
              <p class="quiet">{detail}</p>
            ))}
            <p class="quiet">First read {timeWords(view.believed.firstRead)} UTC.</p>
          </Section>
          <Events view={view} />
        </div>
      </div>
    </Page>
  )
}
