import { workName } from '../works.ts'
import type { ItemView } from './item-view.ts'
import { Csrf, StatusBadge, Windows } from './parts.tsx'

interface Props {
  readonly view: ItemView
  readonly proof: string | null
}

const ignoreReasons = [
  'not planned maintenance',
  'an incident or its report',
  'none of our circuits',
  'spam or advertising',
  'already known',
] as const

const Hidden = ({ view, proof }: Props) => (
  <>
    <Csrf proof={proof} />
    <input type="hidden" name="seen" value={view.item.seen} />
  </>
)

export const IgnoreForm = ({ view, proof }: Props) => {
  const { name, summary, reading, question } = view.item
  const calendar = question.from === 'calendar'
  return (
    <form class="card" method="post" action={`/item/${name}/answer`} id="ignore">
      <h2>{calendar ? 'Keep what the person wrote' : 'Not maintenance'}</h2>
      <Hidden view={view} proof={proof} />
      <input type="hidden" name="do" value="ignore" />
      {calendar ? (
        <input type="hidden" name="why" value="the person's words stay" />
      ) : (
        <>
          <label>
            Why
            <input name="why" list="reasons" value={ignoreReasons[0]} data-key="i" maxlength={300} required />
          </label>
          <datalist id="reasons">
            {ignoreReasons.map((reason) => (
              <option value={reason} />
            ))}
          </datalist>
          {summary?.sender == null ? null : (
            <details>
              <summary>Decide the same for later mails</summary>
              <label class="tick">
                <input type="checkbox" name="rule" value="1" /> Mail from {summary.sender}
                {reading?.format == null ? '' : `, read as ${reading.format},`} is never maintenance
              </label>
              <label>
                only if its subject holds
                <input name="words" maxlength={100} placeholder="storm advisory" />
              </label>
              <p class="quiet">Kept rules stand under Decisions, and can be taken back there.</p>
            </details>
          )}
        </>
      )}
      <button type="submit">
        {calendar ? 'Keep it' : 'Set aside'}
        {calendar ? null : <kbd>i</kbd>}
      </button>
    </form>
  )
}

export const LinkForm = ({ view, proof }: Props) => {
  const { name } = view.item
  return (
    <section class="card" id="link" aria-labelledby="link-title">
      <h2 id="link-title">Attach to other work</h2>
      <form method="get" action={`/item/${name}`} class="row">
        <label class="grow">
          Search
          <input
            type="search"
            name="find"
            value={view.find}
            placeholder="id, circuit, vendor or words"
            data-key="l"
            data-search
          />
        </label>
        <button type="submit" class="plain">
          Search
        </button>
      </form>
      <form method="post" action={`/item/${name}/answer`}>
        <Hidden view={view} proof={proof} />
        <input type="hidden" name="do" value="link" />
        <ul class="found" data-found aria-live="polite">
          {view.found.map(({ maintenance }) => (
            <li>
              <button type="submit" class="plain" name="work" value={maintenance.id}>
                Attach
              </button>
              <a href={`/work/${maintenance.id}`}>
                {view.vendorTitle(maintenance.vendor)} {workName(maintenance)}
              </a>{' '}
              <StatusBadge status={maintenance.status} />
              <span class="quiet">{maintenance.summary ?? maintenance.subject}</span>
              <Windows windows={maintenance.windows.slice(0, 2)} zone={null} />
            </li>
          ))}
        </ul>
        {view.find !== '' && view.found.length === 0 ? <p class="quiet">No work fits.</p> : null}
      </form>
    </section>
  )
}

/** What can be said to a question that no form belongs to. */
const plainAnswers = {
  mail: {
    title: 'Dealt with by hand',
    words:
      'Nothing could be read that could be edited. Enter its work in the calendar, if there is any, and say so here.',
    button: 'It is done',
    verdict: 'approve',
  },
  calendar: {
    title: 'Take the vendor’s words',
    words: 'The event is written anew with what the vendor says now.',
    button: 'Take them',
    verdict: 'approve',
  },
  seen: {
    title: 'Seen',
    words: 'Nothing is written; it is not asked again unless the dates change.',
    button: 'I have seen it',
    verdict: 'ignore',
  },
} as const

/** Questions that only tell something: there is nothing to take over. */
export const tellsOnly = (codes: readonly string[]): boolean =>
  codes.includes('redundancy-at-risk') || codes.includes('several-hand-made')

export const PlainAnswer = ({ view, proof }: Props) => {
  const { question, name } = view.item
  const kind = tellsOnly(question.codes) ? 'seen' : question.from === 'mail' ? 'mail' : 'calendar'
  const { title, words, button, verdict } = plainAnswers[kind]
  return (
    <form class="card" method="post" action={`/item/${name}/answer`}>
      <Hidden view={view} proof={proof} />
      <input type="hidden" name="why" value="seen" />
      <h2>{title}</h2>
      <p>{words}</p>
      <button type="submit" class="main" name="do" value={verdict} data-key="a">
        {button} <kbd>a</kbd>
      </button>
    </form>
  )
}

export const Later = ({ view, proof }: Props) => (
  <form method="post" action={`/item/${view.item.name}/answer`} class="later">
    <Hidden view={view} proof={proof} />
    <button type="submit" class="plain" name="do" value="later">
      Later
    </button>
    <span class="quiet">asks again tomorrow, or a day before the work</span>
  </form>
)
