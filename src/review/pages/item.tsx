import type { Child } from 'hono/jsx'
import type { Ruling } from '../../maintenance/maintenance.ts'
import type { Item } from '../item.ts'
import { codeName, rulingWords, timeWords } from '../words.ts'
import { EditForm } from './edit.tsx'
import { EventChanges } from './events.tsx'
import { IgnoreForm, Later, LinkForm, PlainAnswer, tellsOnly } from './item-forms.tsx'
import { MailSide } from './item-mail.tsx'
import type { ItemView } from './item-view.ts'
import { type Frame, Page } from './layout.tsx'
import { Ago, Csrf, Section } from './parts.tsx'

const Why = ({ view }: { view: ItemView }) => {
  const { question, doubts } = view.item
  const others = doubts.filter(({ detail }) => !question.reasons.some((reason) => reason.includes(detail)))
  return (
    <section class="card why-asked" aria-labelledby="why-title">
      <h2 id="why-title">Why this is asked</h2>
      <ul class="doubts">
        {question.reasons.map((reason, i) => (
          <li class="blocking">
            {i > 0 && tellsOnly(question.codes) ? null : (
              <span class="reason">{codeName(question.codes[i] ?? question.codes[0] ?? 'held')}</span>
            )}{' '}
            {reason}
          </li>
        ))}
        {others.map(({ code, blocking, detail }) => (
          <li class={blocking ? 'blocking' : 'note'}>
            <span class="reason">{codeName(code)}</span> {detail}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Answered = ({ view, proof }: { view: ItemView; proof: string | null }) => {
  const last = view.item.rulings.filter(({ verdict }) => verdict.type !== 'later').at(-1)
  return (
    <section class="card answered" aria-labelledby="answered-title">
      <h2 id="answered-title">{last === undefined ? 'Nothing is asked any more' : 'Answered'}</h2>
      {last === undefined ? (
        <p>A later mail, or another answer, settled it.</p>
      ) : (
        <>
          <p>
            <strong>{last.by}</strong> {rulingWords(last)}, <Ago at={last.at} now={view.now} />.
          </p>
          <form method="post" action="/undo">
            <Csrf proof={proof} />
            <input type="hidden" name="ruling" value={last.key} />
            <button type="submit" class="plain" data-key="u">
              Undo <kbd>u</kbd>
            </button>
          </form>
        </>
      )}
    </section>
  )
}

const Overtaken = ({ rulings, now }: { rulings: readonly Ruling[]; now: Date }) => {
  const last = rulings.at(-1)
  return (
    <div class="alert" role="alert">
      <strong>
        {last === undefined
          ? 'This question changed while you looked at it.'
          : `${last.by} answered this while you looked at it.`}
      </strong>{' '}
      {last === undefined ? null : (
        <>
          They {rulingWords(last).replace(/\bit\b/, 'it')} (<Ago at={last.at} now={now} />
          ).{' '}
        </>
      )}
      Nothing of yours was lost: the form holds what you entered. Look once more; send it again if it should stand
      instead.
    </div>
  )
}

const Answers = ({ view, proof }: { view: ItemView; proof: string | null }) => {
  const { item, values } = view
  const editable = item.proposal !== null && values !== null
  const open = item.question.closedAt === null || view.overtaken !== null
  return (
    <div class="answers">
      {view.overtaken === null ? null : <Overtaken rulings={view.overtaken} now={view.now} />}
      {view.problems
        .filter(({ field }) => field === '')
        .map(({ words }) => (
          <p class="alert" role="alert">
            {words}
          </p>
        ))}
      {item.question.closedAt === null ? null : <Answered view={view} proof={proof} />}
      {open && editable ? (
        <EditForm
          name={item.name}
          values={values}
          proposal={item.proposal}
          problems={view.problems}
          seen={item.seen}
          proof={proof}
          zone={item.proposal.zone}
        />
      ) : null}
      {open && !editable ? <PlainAnswer view={view} proof={proof} /> : null}
      {view.changes === null ? null : (
        <Section title="In the calendar: now, and after approval" id="events">
          {view.changes.length === 0 ? <p class="quiet">No event, neither now nor after approval.</p> : null}
          <EventChanges changes={view.changes} />
        </Section>
      )}
      {open ? (
        <>
          {editable ? <LinkForm view={view} proof={proof} /> : null}
          {tellsOnly(item.question.codes) ? null : <IgnoreForm view={view} proof={proof} />}
          {editable ? (
            <details class="card">
              <summary>Ask the vendor</summary>
              <label>
                A reply to copy
                <textarea rows={12} readonly>
                  {view.reply}
                </textarea>
              </label>
            </details>
          ) : null}
          <Later view={view} proof={proof} />
        </>
      ) : null}
    </div>
  )
}

const titleOf = (item: Item, vendorTitle: (vendor: string) => string): string => {
  const vendor = item.told?.vendor ?? item.summary?.vendor ?? null
  const id = item.proposal?.maintenanceId ?? ''
  return `${vendor === null ? 'Unknown vendor' : vendorTitle(vendor)} ${id}`.trim()
}

const Step = ({ to, words, rel, keyed }: { to: string | null; words: Child; rel: string; keyed: string }) =>
  to === null ? (
    <span class="quiet">{words}</span>
  ) : (
    <a href={`/item/${to}`} rel={rel} data-key={keyed}>
      {words} <kbd>{keyed}</kbd>
    </a>
  )

export const ItemPage = ({ view, frame }: { view: ItemView; frame: Frame }) => {
  const { item } = view
  return (
    <Page title={titleOf(item, view.vendorTitle)} place="queue" frame={frame}>
      <div class="head item-head">
        <div>
          <h1>{titleOf(item, view.vendorTitle)}</h1>
          <p class="subject">{item.summary?.subject || item.told?.subject || '(no subject)'}</p>
          {item.question.urgentAt === null ? null : (
            <p class="quiet">
              {Date.parse(item.question.urgentAt) < view.now.getTime() ? 'Work began' : 'Work begins'}{' '}
              <Ago at={item.question.urgentAt} now={view.now} />, {timeWords(item.question.urgentAt)} UTC.
              {item.believed === null ? null : (
                <>
                  {' '}
                  <a href={`/work/${item.believed.maintenance.id}`}>History of this work</a>
                </>
              )}
            </p>
          )}
        </div>
        <nav class="steps" aria-label="Other questions">
          <Step to={view.previous} words="Previous" rel="prev" keyed="k" />
          <Step to={view.next} words="Next" rel="next" keyed="j" />
        </nav>
      </div>
      {item.question.closedAt === null ? <Why view={view} /> : null}
      <div class="sides">
        <MailSide view={view} />
        <Answers view={view} proof={frame.visitor.csrf} />
      </div>
    </Page>
  )
}
