import { addWeeks } from '../../digest/week.ts'
import type { MailSummary } from '../../store/store.ts'
import { type Frame, Page } from './layout.tsx'
import { PostLink, Section, Time } from './parts.tsx'

export interface LoggedMail {
  readonly mail: MailSummary
  /** The work that it speaks of. */
  readonly work: string | null
  /** Short name of the question that it raises. */
  readonly question: string | null
  /** Everything is done: the post may be marked "no action needed". */
  readonly markable: boolean
  /** It changed something in a thread that was dealt with before: a marked thread would have hidden it. */
  readonly followUp: boolean
}

export interface MailsView {
  readonly week: string
  readonly mails: readonly LoggedMail[]
  readonly only: 'all' | 'markable' | 'review'
  vendorTitle(vendor: string): string
}

const Row = ({ one, view }: { one: LoggedMail; view: MailsView }) => {
  const { mail } = one
  return (
    <tr>
      <td class="num">{mail.sent === null ? 'no date' : <Time at={mail.sent} />}</td>
      <td>{mail.vendor === null ? (mail.sender ?? '–') : view.vendorTitle(mail.vendor)}</td>
      <td>
        {one.work === null ? (
          mail.subject || '(no subject)'
        ) : (
          <a href={`/work/${one.work}`}>{mail.subject || '(no subject)'}</a>
        )}
      </td>
      <td>
        {one.question === null ? (
          <span class="badge">{mail.decision}</span>
        ) : (
          <a class="badge unsure" href={`/item/${one.question}`}>
            review
          </a>
        )}
      </td>
      <td>{mail.reason}</td>
      <td>
        {one.markable ? <span class="ok">no action needed</span> : null} <PostLink href={mail.permalink} />
      </td>
    </tr>
  )
}

const Rows = ({ mails, view }: { mails: readonly LoggedMail[]; view: MailsView }) => (
  <section class="scroll" tabindex={0} aria-label="Mails">
    <table class="stack">
      <thead>
        <tr>
          {['Sent (UTC)', 'Vendor', 'Subject', 'Decision', 'Why', 'Post'].map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mails.map((one) => (
          <Row one={one} view={view} />
        ))}
      </tbody>
    </table>
  </section>
)

export const MailsPage = ({ view, frame }: { view: MailsView; frame: Frame }) => {
  const followUps = view.mails.filter(({ followUp }) => followUp)
  const shown = view.mails.filter((one) =>
    view.only === 'all' ? true : view.only === 'markable' ? one.markable : one.question !== null,
  )
  const link = (week: string, only = view.only) => `/mails?week=${week}${only === 'all' ? '' : `&only=${only}`}`
  return (
    <Page title={`Mail log ${view.week}`} place="mails" frame={frame}>
      <div class="head">
        <h1>Mail of {view.week}</h1>
        <p class="quiet">
          {view.mails.length} mails, {view.mails.filter(({ markable }) => markable).length} may be marked “no action
          needed”
        </p>
      </div>
      <div class="view-bar">
        <nav aria-label="Weeks">
          <a href={link(addWeeks(view.week, -1))} rel="prev" data-key="k" aria-label="The week before">
            ←
          </a>
          <a href="/mails">This week</a>
          <a href={link(addWeeks(view.week, 1))} rel="next" data-key="j" aria-label="The week after">
            →
          </a>
        </nav>
        <nav aria-label="Which mails">
          {(['all', 'markable', 'review'] as const).map((only) => (
            <a href={link(view.week, only)} aria-current={only === view.only ? 'true' : undefined}>
              {only === 'all' ? 'all' : only === 'markable' ? 'no action needed' : 'in review'}
            </a>
          ))}
        </nav>
      </div>
      {followUps.length === 0 ? null : (
        <Section title="Done threads with news" id="follow-ups">
          <p class="quiet">
            These threads were dealt with before; a mark in the group would have hidden what came after.
          </p>
          <Rows mails={followUps} view={view} />
        </Section>
      )}
      <Section
        title={view.only === 'all' ? 'All mails' : view.only === 'markable' ? 'May be marked' : 'In review'}
        id="all"
      >
        {shown.length === 0 ? (
          <p class="quiet">No mail of this kind came in this week.</p>
        ) : (
          <Rows mails={shown} view={view} />
        )}
      </Section>
    </Page>
  )
}
