import { type HostEvent, trendOf } from '../../alerts/recurrence.ts'
import type { ShownGroup } from '../alert-groups.ts'
import { type Frame, Page } from './layout.tsx'
import { Csrf, Section, Time } from './parts.tsx'

export interface AlertsView {
  readonly groups: readonly ShownGroup[]
  readonly hostEvents: readonly HostEvent[]
  readonly tracker: string | null
}

const bar = { width: 16, gap: 4, height: 36 } as const

/** Five weeks as bars, the present one last. */
const Trend = ({ weeks }: { weeks: readonly number[] }) => {
  const most = Math.max(1, ...weeks)
  return (
    <svg
      class="trend"
      viewBox={`0 0 ${weeks.length * (bar.width + bar.gap)} ${bar.height + 1}`}
      width="100"
      height="37"
      role="img"
      aria-label={`Mails in the last five weeks: ${weeks.join(', ')}`}
    >
      <line x1={0} x2={weeks.length * (bar.width + bar.gap)} y1={bar.height + 0.5} y2={bar.height + 0.5} />
      {weeks.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(3, (count / most) * bar.height)
        return (
          <rect
            class={i === weeks.length - 1 ? '' : 'old'}
            x={i * (bar.width + bar.gap)}
            y={(bar.height - height).toFixed(1)}
            width={bar.width}
            height={height.toFixed(1)}
            rx={2}
          />
        )
      })}
    </svg>
  )
}

const proposalWords = {
  propose: 'A task is proposed',
  wait: 'A task waits its turn',
  match: 'A task seems to stand already',
} as const

const Task = ({ shown, tracker }: { shown: ShownGroup; tracker: string | null }) => {
  const id = shown.task ?? shown.proposal?.taskId ?? null
  const link = id === null ? null : tracker === null ? `T${id}` : <a href={`${tracker}/T${id}`}>T{id}</a>
  if (shown.task !== null) return <p>Task {link}</p>
  return shown.proposal === null ? null : (
    <p>
      {proposalWords[shown.proposal.what]}: {shown.proposal.title} {link}
    </p>
  )
}

const Forms = ({ shown, all, proof }: { shown: ShownGroup; all: readonly ShownGroup[]; proof: string | null }) => {
  const { name } = shown
  return (
    <details>
      <summary>Merge, split, mute</summary>
      <div class="group-forms">
        <form method="post" action="/alerts/merge">
          <Csrf proof={proof} />
          <input type="hidden" name="group" value={name} />
          <label>
            Is the same trouble as
            <select name="into">
              {all
                .filter((other) => other.name !== name)
                .map((other) => (
                  <option value={other.name}>
                    {other.facts.kind}: {other.facts.unit} {(other.facts.evidence[0] ?? '').slice(0, 40)}
                  </option>
                ))}
            </select>
          </label>
          <button type="submit" class="plain">
            Merge
          </button>
        </form>
        {shown.merged.map((signature) => (
          <form method="post" action="/alerts/split">
            <Csrf proof={proof} />
            <input type="hidden" name="group" value={signature} />
            <button type="submit" class="plain" title={signature}>
              Split off {signature.split('|').slice(1, 3).join(' ')}
            </button>
          </form>
        ))}
        <form method="post" action="/alerts/mute">
          <Csrf proof={proof} />
          <input type="hidden" name="group" value={name} />
          {shown.mutedUntil === null ? (
            <>
              <label>
                Quiet until
                <input name="until" placeholder="YYYY-MM-DD" pattern="\d{4}-\d{2}-\d{2}" size={12} required />
              </label>
              <button type="submit" class="plain">
                Mute
              </button>
            </>
          ) : (
            <button type="submit" class="plain" name="until" value="off">
              Unmute
            </button>
          )}
        </form>
      </div>
    </details>
  )
}

const Group = ({ shown, view, proof }: { shown: ShownGroup; view: AlertsView; proof: string | null }) => {
  const { group, facts } = shown
  return (
    <article class="card" id={shown.name}>
      <div class="group-head">
        <h2>
          {facts.kind}: {facts.unit || 'unknown'}
        </h2>
        {shown.recurrent ? <span class="badge impact-outage">recurs</span> : null}
        {shown.mutedUntil === null ? null : <span class="badge">muted until {shown.mutedUntil.slice(0, 10)}</span>}
        <Trend weeks={group.weeks} />
      </div>
      {facts.evidence[0] === undefined || facts.evidence[0] === '' ? null : <p>{facts.evidence[0]}</p>}
      <p class="quiet">
        {group.occurrences.length} {group.occurrences.length === 1 ? 'mail' : 'mails'}, {trendOf(group)}; first{' '}
        <Time at={group.first} day />, last <Time at={group.last} day />.{' '}
        {group.hosts.slice(0, 12).map(({ host, count }) => (
          <span class="chip">
            {host} <small>{count}</small>
          </span>
        ))}
        {group.hosts.length > 12 ? ` and ${group.hosts.length - 12} more hosts` : ''}
      </p>
      <Task shown={shown} tracker={view.tracker} />
      {facts.example === '' ? null : (
        <details>
          <summary>Example</summary>
          <pre class="example" tabindex={0}>
            {facts.example}
          </pre>
        </details>
      )}
      <Forms shown={shown} all={view.groups} proof={proof} />
    </article>
  )
}

export const AlertsPage = ({ view, frame }: { view: AlertsView; frame: Frame }) => {
  const recurrent = view.groups.filter((shown) => shown.recurrent).length
  return (
    <Page title="Alerts" place="alerts" frame={frame}>
      <div class="head">
        <h1>
          {recurrent === 0 ? 'No trouble recurs' : `${recurrent} recurring ${recurrent === 1 ? 'trouble' : 'troubles'}`}
        </h1>
        <p class="quiet">{view.groups.length} groups in ten weeks of mail to root@</p>
      </div>
      {view.groups.length === 0 ? <p class="card calm">No mail to root@ told of any trouble.</p> : null}
      <div class="groups">
        {view.groups.map((shown) => (
          <Group shown={shown} view={view} proof={frame.visitor.csrf} />
        ))}
      </div>
      {view.hostEvents.length === 0 ? null : (
        <Section title="Hosts in trouble" id="hosts">
          <p class="quiet">Many troubles of one host at once: its own story, counted to no group.</p>
          <ul>
            {view.hostEvents.map(({ host, from, to, units, mails }) => (
              <li>
                <strong>{host}</strong>: {mails} mails of {units} units, <Time at={from} /> – <Time at={to} /> UTC
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}
