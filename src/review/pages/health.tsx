import type { RunRecord, StepRecord } from '../../store/store.ts'
import { type Frame, Page } from './layout.tsx'
import { Ago, Section, Time } from './parts.tsx'

export interface HealthView {
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
  readonly mails: { readonly stored: number; readonly pending: number }
  readonly events: { readonly ours: number; readonly kept: number }
  /** Null: not asked for. */
  readonly damage: readonly string[] | null
  readonly calendar: string
  readonly version: string
  readonly now: Date
}

const Tile = ({ value, words }: { value: string | number; words: string }) => (
  <div class="card tile">
    <strong>{value}</strong>
    <span class="quiet">{words}</span>
  </div>
)

const failing = ({ lastSuccess, lastFailure }: StepRecord): boolean =>
  lastFailure !== null && lastFailure > (lastSuccess ?? '')

const Steps = ({ view }: { view: HealthView }) => (
  <Section title="Steps" id="steps">
    <section class="scroll" tabindex={0} aria-label="Steps">
      <table>
        <thead>
          <tr>
            {['Step', 'Last success', 'Now'].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.steps.map((step) => (
            <tr>
              <td>{step.step}</td>
              <td>{step.lastSuccess === null ? 'never' : <Ago at={step.lastSuccess} now={view.now} />}</td>
              <td>
                {failing(step) ? <span class="bad">{step.message ?? 'failed'}</span> : <span class="ok">works</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </Section>
)

export const HealthPage = ({ view, frame }: { view: HealthView; frame: Frame }) => {
  const last = view.runs[0]
  return (
    <Page title="Health" place="health" frame={frame}>
      <div class="head">
        <h1>
          {last === undefined ? (
            'maintcal has not run yet'
          ) : last.ok ? (
            <>
              The last run went well, <Ago at={last.endedAt} now={view.now} />
            </>
          ) : (
            <>
              The last run had failures, <Ago at={last.endedAt} now={view.now} />
            </>
          )}
        </h1>
        <p class="quiet">
          maintcal {view.version}, {view.calendar}
        </p>
      </div>
      <div class="tiles">
        <Tile value={view.mails.stored} words="mails kept" />
        <Tile value={view.mails.pending} words="mails not read yet" />
        <Tile value={view.events.ours} words="events stand as written" />
        <Tile value={view.events.kept} words="events as a person made them" />
        <Tile value={frame.waiting} words="open questions" />
      </div>
      <Steps view={view} />
      <Section title="Runs" id="runs">
        <ul>
          {view.runs.map((run) => (
            <li>
              <Time at={run.endedAt} /> UTC:{' '}
              <span class={run.ok ? 'ok' : 'bad'}>{run.ok ? 'all done' : run.failures.join(' ')}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Database" id="database">
        {view.damage === null ? (
          <p>
            <a href="/health?check=1">Look for damage</a> (reads the whole file)
          </p>
        ) : view.damage.length === 0 ? (
          <p class="ok">No damage was found.</p>
        ) : (
          <ul class="bad">
            {view.damage.map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
