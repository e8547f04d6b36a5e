import type { Ruling } from '../../maintenance/maintenance.ts'
import type { KeptRule } from '../../reading/sender-rules.ts'
import { rulingWords } from '../words.ts'
import { type Frame, Page } from './layout.tsx'
import { Csrf, Section, Time } from './parts.tsx'

export interface LoggedRuling {
  readonly ruling: Ruling
  /** What it speaks of, with a link where there is one. */
  readonly subject: string
  readonly link: string | null
  readonly inForce: boolean
}

export interface DecisionsView {
  readonly rules: readonly KeptRule[]
  readonly log: readonly LoggedRuling[]
}

const Undo = ({ ruling, proof, words }: { ruling: string; proof: string | null; words: string }) => (
  <form method="post" action="/undo">
    <Csrf proof={proof} />
    <input type="hidden" name="ruling" value={ruling} />
    <button type="submit" class="plain">
      {words}
    </button>
  </form>
)

export const DecisionsPage = ({ view, frame }: { view: DecisionsView; frame: Frame }) => (
  <Page title="Decisions" place="decisions" frame={frame}>
    <div class="head">
      <h1>Decisions</h1>
      <p class="quiet">Nothing is ever removed from this record.</p>
    </div>
    <Section title="Kept rules" id="rules">
      {view.rules.length === 0 ? (
        <p class="quiet">None. When you set a mail aside you can decide the same for later mails of its sender.</p>
      ) : (
        <ul class="found">
          {view.rules.map(({ key, by, at, rule }) => (
            <li>
              <Undo ruling={key} proof={frame.visitor.csrf} words="Revoke" />
              <span>
                Mail from <strong>{rule.sender}</strong>
                {rule.words === null ? '' : ` with “${rule.words}” in its subject`}
                {rule.format === null ? '' : `, read as ${rule.format},`} is{' '}
                {rule.class === 'incident' ? 'an incident' : 'not maintenance'}.
              </span>
              <span class="quiet">
                {by}, <Time at={at} /> UTC
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section title="Record" id="record">
      {view.log.length === 0 ? <p class="quiet">Nobody answered anything yet.</p> : null}
      <section class="scroll" tabindex={0} aria-label="Record">
        <table class="stack">
          <thead>
            <tr>
              {['When (UTC)', 'Who', 'What', 'About', ''].map((head) => (
                <th scope="col">{head === '' ? <span class="skip">Undo</span> : head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.log.map(({ ruling, subject, link, inForce }) => (
              <tr>
                <td class="num">
                  <Time at={ruling.at} />
                </td>
                <td>{ruling.by}</td>
                <td>
                  {inForce ? (
                    rulingWords(ruling)
                  ) : ruling.verdict.type === 'undo' ? (
                    rulingWords(ruling)
                  ) : (
                    <s>{rulingWords(ruling)}</s>
                  )}
                </td>
                <td>{link === null ? subject : <a href={link}>{subject}</a>}</td>
                <td>
                  {inForce && ruling.verdict.type !== 'alerts' ? (
                    <Undo ruling={ruling.key} proof={frame.visitor.csrf} words="Undo" />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  </Page>
)
