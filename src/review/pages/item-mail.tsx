import type { Evidence, EvidenceKey } from '../../reading/notice.ts'
import type { ShownPart } from '../mail-view.ts'
import type { ItemView } from './item-view.ts'
import { PostLink, Time } from './parts.tsx'

const fieldWords: Readonly<Record<EvidenceKey, string>> = {
  maintenanceId: 'id',
  account: 'account',
  status: 'status',
  kind: 'kind',
  windows: 'dates',
  circuits: 'circuits',
  summary: 'summary',
  location: 'place',
  impact: 'impact',
}

export const MailFrame = ({ src }: { src: string }) => (
  <iframe
    class="mail"
    sandbox=""
    src={src}
    title="The mail as it was sent"
    referrerpolicy="no-referrer"
    loading="eager"
  ></iframe>
)

const MailLines = ({ parts }: { parts: readonly ShownPart[] }) => (
  <section class="mail lines" tabindex={0} aria-label="The words of the mail">
    {parts.map(({ name, lines, more }) => (
      <div class="part">
        {parts.length > 1 ? <p class="quiet">{name}</p> : null}
        <pre>
          {lines.map(({ spans, struck }) => (
            <span class={struck ? 'struck' : undefined}>
              {spans.map(({ text, field }) => (field === null ? text : <mark title={fieldWords[field]}>{text}</mark>))}
              {'\n'}
            </span>
          ))}
        </pre>
        {more > 0 ? <p class="quiet">… and {more} more lines.</p> : null}
      </div>
    ))}
  </section>
)

export const MailSide = ({ view }: { view: ItemView }) => {
  const { summary, name } = view.item
  return (
    <section class="card mail-side" aria-labelledby="mail-title">
      <h2 id="mail-title">The mail</h2>
      <dl class="pairs">
        <dt>From</dt>
        <dd>{summary?.sender ?? 'unknown'}</dd>
        <dt>Sent</dt>
        <dd>{summary?.sent == null ? 'unknown' : <Time at={summary.sent} />} UTC</dd>
        {view.authenticity === null ? null : (
          <>
            <dt>Sender</dt>
            <dd>{view.authenticity}</dd>
          </>
        )}
      </dl>
      <div class="tabs">
        {view.hasHtml ? (
          <>
            <a href={`/item/${name}`} aria-current={view.html ? 'true' : undefined}>
              As sent
            </a>
            <a href={`/item/${name}?view=words`} aria-current={view.html ? undefined : 'true'}>
              Words only
            </a>
          </>
        ) : null}
        <span class="quiet">
          {view.marks.length > 0 ? (
            <>
              <mark>Marked</mark>: what the fields came from.
            </>
          ) : null}{' '}
          <PostLink href={summary?.permalink ?? null} />
        </span>
      </div>
      {view.html ? <MailFrame src={`/item/${name}/mail`} /> : <MailLines parts={view.parts} />}
    </section>
  )
}

/** The words that a field came from. */
export const From = ({ evidence }: { evidence: readonly Evidence[] | undefined }) => {
  const [first, ...rest] = evidence ?? []
  return first === undefined ? (
    <span class="from none">not in the mail</span>
  ) : (
    <span class="from" title={`${first.part}, line ${first.line}`}>
      “{first.text.replace(/\s+/g, ' ').slice(0, 140)}”{rest.length > 0 ? ` and ${rest.length} more` : ''}
    </span>
  )
}
