import type { DigestContent } from '../content.ts'
import { namesOf, type Person } from '../rota.ts'
import { clock, counted, dayWords } from '../words.ts'
import { Line, More, Row, row, Section, small, Table, text } from './kit.tsx'

const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`)

const barWidth = 64

export const VendorTable = ({ content, limit }: { readonly content: DigestContent; readonly limit: number }) => {
  const most = Math.max(1, ...content.vendors.map(({ mails }) => mails))
  return (
    <Section
      title="Mail of vendors"
      note="Mails of the period, and the share of those about maintenance that was read without help."
    >
      {content.vendors.slice(0, limit).map(({ vendor, mails, unaided }) => {
        const width = Math.max(2, Math.round((mails / most) * barWidth))
        return (
          <tr>
            <td style={text(`${row};padding-right:8px`)}>{vendor}</td>
            <td width={barWidth} style={`${row};width:${barWidth}px`}>
              <table role="presentation" cellpadding="0" cellspacing="0" border={0} width={width}>
                <tr>
                  <td
                    width={width}
                    height="10"
                    bgcolor="#8fb8f0"
                    style={`width:${width}px;height:10px;font-size:1px;line-height:10px;background-color:#8fb8f0`}
                  >
                    &nbsp;
                  </td>
                </tr>
              </table>
            </td>
            <td align="right" width="30" style={text(`${row};padding-left:8px;text-align:right`)}>
              {mails}
            </td>
            <td align="right" width="44" style={small(`${row};padding-left:8px;text-align:right;white-space:nowrap`)}>
              {percent(unaided)}
            </td>
          </tr>
        )
      })}
      <More all={content.vendors.length} shown={limit} />
    </Section>
  )
}

const people = (some: readonly Person[]): string => (some.length === 0 ? 'nobody' : namesOf(some))

export const Duty = ({ content }: { readonly content: DigestContent }) => {
  const { now, next, topic, mistake } = content.duty
  const backup = now.backups.length === 0 ? '' : ` (backup: ${namesOf(now.backups)})`
  return (
    <tr>
      <td style={`padding:14px 20px 0 20px`}>
        <Table style="background-color:#f6f8fa">
          <tr>
            <td style={text('padding:10px 14px')}>
              On duty this week: <b>{people(now.clinicians)}</b>
              {backup}
              <br />
              Next week: {people(next.clinicians)}
              {mistake === null ? null : <Line>{mistake}</Line>}
              <Line>
                Topic of the channel: <code style="font-family:Menlo,Consolas,monospace;color:#1f2328">{topic}</code>
              </Line>
            </td>
          </tr>
        </Table>
      </td>
    </tr>
  )
}

const minute = (instant: string): string => `${dayWords(instant)} ${clock(instant)}`

export const HealthSection = ({ content: { health, at } }: { readonly content: DigestContent }) => (
  <Section title="The job itself">
    <Row>
      {health.runs === 0
        ? 'No run is on record for the period.'
        : `${counted(health.runs, 'run')}, ${health.failedRuns === 0 ? 'all of them clean' : `${health.failedRuns} with a failure`}.`}
      {health.waiting === 0 ? '' : ` ${counted(health.waiting, 'mail')} wait to be read.`}
      {health.failures.map((failure) => (
        <Line>{failure}</Line>
      ))}
      <Line>
        {health.steps
          .map(({ step, lastSuccess }) => `${step}: ${lastSuccess === null ? 'never' : minute(lastSuccess)}`)
          .join(' · ')}
      </Line>
      <Line>Put together {minute(at)} UTC. All times are UTC.</Line>
    </Row>
  </Section>
)
