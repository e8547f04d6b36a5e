import { impactWords } from '../../calendar/describe.ts'
import type { EvidenceKey, Notice } from '../../reading/notice.ts'
import { impacts, kinds, statuses } from '../../reading/notice.ts'
import type { FormValues, Problem } from '../edit-form.ts'
import { dayWords, statusWords } from '../words.ts'
import { From } from './item-mail.tsx'
import { Csrf } from './parts.tsx'

interface Props {
  readonly name: string
  readonly values: FormValues
  readonly proposal: Notice
  readonly problems: readonly Problem[]
  readonly seen: string
  readonly proof: string | null
  /** The vendor's own zone. */
  readonly zone: string | null
}

const Wrong = ({ problems, field }: { problems: readonly Problem[]; field: string }) => {
  const found = problems.find((problem) => problem.field === field)
  return found === undefined ? null : (
    <span class="wrong" role="alert">
      {found.words}
    </span>
  )
}

const Choice = ({
  name,
  value,
  choices,
  words,
}: {
  name: string
  value: string
  choices: readonly string[]
  words: (choice: string) => string
}) => (
  <select name={name} id={`f-${name}`}>
    {choices.map((choice) => (
      <option value={choice} selected={choice === value}>
        {words(choice)}
      </option>
    ))}
  </select>
)

const usualZones = [
  'UTC',
  'Europe/Amsterdam',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Singapore',
  'Asia/Hong_Kong',
  'Asia/Tokyo',
  'Australia/Sydney',
]

/** Of a time as it stands in the form; a script keeps it right while one types. */
const weekdayOf = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}/.test(text) ? dayWords(text.slice(0, 10)).slice(0, 3) : ''

/** A text, not the browser's own date field: that one shows month and day in an order of its own. */
const timeInput = {
  placeholder: 'YYYY-MM-DD HH:MM',
  pattern: '\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}',
  title: 'Year-month-day hour:minute, like 2026-01-06 05:00',
  maxlength: 16,
  autocomplete: 'off',
  class: 'num',
  'data-time': '',
} as const

const Windows = ({
  values,
  problems,
  zone,
}: {
  values: FormValues
  problems: readonly Problem[]
  zone: string | null
}) => {
  const rows = [...values.windows, { start: '', end: '', backup: false }]
  return (
    <fieldset class="wide">
      <legend>Dates</legend>
      <label class="zone">
        Times below are in
        <input name="zone" value={values.zone} list="zones" size={18} autocomplete="off" />
      </label>
      <datalist id="zones">
        {[...new Set([...(zone === null ? [] : [zone]), ...usualZones])].map((one) => (
          <option value={one} />
        ))}
      </datalist>
      <Wrong problems={problems} field="zone" />
      {rows.map(({ start, end, backup }, i) => (
        <div class={`window ${i === values.windows.length ? 'fresh' : ''}`}>
          <label>
            <span>
              {i === values.windows.length ? 'Another from' : 'From'} <b data-weekday>{weekdayOf(start)}</b>
            </span>
            <input name="start" value={start} {...timeInput} data-edit={i === 0 ? '' : undefined} />
          </label>
          <label>
            <span>
              to <b data-weekday>{weekdayOf(end)}</b>
            </span>
            <input name="end" value={end} {...timeInput} />
          </label>
          <label class="tick">
            <input type="checkbox" name="backup" value={String(i)} checked={backup} /> backup
          </label>
          <Wrong problems={problems} field={`window-${i}`} />
        </div>
      ))}
    </fieldset>
  )
}

const Circuits = ({ values, proposal }: { values: FormValues; proposal: Notice }) => (
  <fieldset class="wide">
    <legend>Circuits ({values.circuits.length})</legend>
    <div class="chips">
      {values.circuits.map(({ id, kept }) => {
        const impact = proposal.circuits.find((circuit) => circuit.id === id)?.impact ?? null
        return (
          <label class="chip tick">
            <input type="checkbox" name="circuit" value={id} checked={kept} />
            <span>{id}</span>
            {impact === null ? null : <small>{impactWords[impact]}</small>}
          </label>
        )
      })}
    </div>
    <label>
      More, separated by commas
      <input name="more" value={values.more} autocomplete="off" />
    </label>
  </fieldset>
)

/** The proposal as a form: approved as it stands, or with what was changed in it. */
export const EditForm = ({ name, values, proposal, problems, seen, proof, zone }: Props) => {
  const from = (field: EvidenceKey) => <From evidence={proposal.evidence[field]} />
  return (
    <form class="card edit" method="post" action={`/item/${name}/answer`} id="edit" data-approve>
      <h2>The proposal</h2>
      <Csrf proof={proof} />
      <input type="hidden" name="seen" value={seen} />
      {problems.every(({ field }) => field === '') ? null : (
        <p class="alert" role="alert">
          Something in the form is not right yet; nothing was changed.
        </p>
      )}
      <div class="grid">
        <div class="field">
          <label for="f-maintenanceId">Vendor’s id</label>
          <input
            id="f-maintenanceId"
            name="maintenanceId"
            value={values.maintenanceId}
            maxlength={120}
            autocomplete="off"
          />
          {from('maintenanceId')}
        </div>
        <div class="field">
          <label for="f-status">Status</label>
          <Choice
            name="status"
            value={values.status}
            choices={statuses}
            words={(s) => statusWords[s as keyof typeof statusWords]}
          />
          <Wrong problems={problems} field="status" />
          {from('status')}
        </div>
        <div class="field">
          <label for="f-kind">The mail is</label>
          <Choice
            name="kind"
            value={values.kind}
            choices={kinds}
            words={(kind) => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind === 'new' ? 'first notice' : kind}`}
          />
          {from('kind')}
        </div>
        <div class="field">
          <label for="f-impact">Impact</label>
          <Choice
            name="impact"
            value={values.impact}
            choices={['', ...impacts]}
            words={(impact) => (impact === '' ? 'unknown' : impactWords[impact as keyof typeof impactWords])}
          />
          {from('impact')}
        </div>
        <div class="wide">
          <Windows values={values} problems={problems} zone={zone} />
          {from('windows')}
        </div>
        <div class="wide">
          <Circuits values={values} proposal={proposal} />
          {from('circuits')}
        </div>
        <div class="field wide">
          <label for="f-summary">What</label>
          <input id="f-summary" name="summary" value={values.summary} maxlength={1500} autocomplete="off" />
          {from('summary')}
        </div>
        <div class="field wide">
          <label for="f-location">Where</label>
          <input id="f-location" name="location" value={values.location} maxlength={300} autocomplete="off" />
          {from('location')}
        </div>
      </div>
      <div class="actions">
        <button type="submit" class="main" name="do" value="approve" data-key="a">
          Approve <kbd>a</kbd>
        </button>
        <button type="submit" class="plain" name="do" value="preview">
          Show the event
        </button>
        <span class="quiet">What you change here is approved with it.</span>
      </div>
    </form>
  )
}
