import type { DigestContent, UpcomingDay } from './content.ts'
import { AlertRow, TaskRow } from './html/alerts.tsx'
import { accent, aside, family, ink, Line, Links, More, Row, Section, small, text } from './html/kit.tsx'
import { Duty, HealthSection, VendorTable } from './html/team.tsx'
import { ChangeRow, DayRows, NeedRow } from './html/work.tsx'
import { counted, dayWords } from './words.ts'

const essence = ({ counts }: DigestContent): string =>
  [
    `${counted(counts.works, 'work')} this week`,
    counts.needs === 0 ? 'nothing needs a person' : `${counts.needs} ${counts.needs === 1 ? 'needs' : 'need'} a person`,
    `${counted(counts.changes, 'change')}`,
  ].join(' · ')

const upTo = (
  days: readonly UpcomingDay[],
  limit: number,
): { readonly days: readonly UpcomingDay[]; readonly all: number } => {
  let room = limit
  const kept: UpcomingDay[] = []
  for (const day of days) {
    if (room <= 0) break
    kept.push({ ...day, works: day.works.slice(0, room) })
    room -= day.works.length
  }
  return { days: kept, all: days.reduce((sum, { works }) => sum + works.length, 0) }
}

const Body = ({ content, limit }: { readonly content: DigestContent; readonly limit: number }) => {
  const upcoming = upTo(content.upcoming, limit)
  const few = Math.max(3, Math.round(limit / 2))
  return (
    <>
      {content.needs.length === 0 ? null : (
        <Section title="Needs a person now">
          {content.needs.slice(0, limit).map((need) => (
            <NeedRow need={need} />
          ))}
          <More all={content.needs.length} shown={limit} />
        </Section>
      )}
      {upcoming.all === 0 ? null : (
        <Section title="Upcoming work" note="This week and the two after it, by day, in UTC.">
          {upcoming.days.map((day) => (
            <DayRows day={day} />
          ))}
          <More all={upcoming.all} shown={limit} />
        </Section>
      )}
      {content.changes.length === 0 ? null : (
        <Section title="What changed" note={`Since ${dayWords(content.from)}.`}>
          {content.changes.slice(0, limit).map((item) => (
            <ChangeRow item={item} />
          ))}
          <More all={content.changes.length} shown={limit} />
        </Section>
      )}
      {content.threads.length === 0 ? null : (
        <Section
          title="Threads to look at again"
          note="Their first post was there before; a marked thread hides what came after."
        >
          {content.threads.slice(0, few).map((item) => (
            <Row>
              {item.title}
              {item.followUps.map((followUp) => (
                <Line>{followUp}</Line>
              ))}
              <Line>
                <Links links={item.links} />
              </Line>
            </Row>
          ))}
          <More all={content.threads.length} shown={few} />
        </Section>
      )}
      {content.alerts.length === 0 ? null : (
        <Section title="Mail to root@" note="Mails of the last seven days; bars: the last five weeks.">
          {content.alerts.slice(0, few).map((item) => (
            <AlertRow item={item} />
          ))}
          <More all={content.alerts.length} shown={few} />
        </Section>
      )}
      {content.tasks.length === 0 ? null : (
        <Section title="Tasks of root@ mail">
          {content.tasks.slice(0, few).map((item) => (
            <TaskRow item={item} />
          ))}
          <More all={content.tasks.length} shown={few} />
        </Section>
      )}
      {content.settled.length === 0 ? null : (
        <Section title="May be marked “no action needed”" note="Their event stands, or they need none.">
          {content.settled.slice(0, few).map(({ title, decision, link }) => (
            <tr>
              <td style={text(`padding:3px 0`)}>
                <a href={link} style={`color:${accent}`}>
                  {title}
                </a>{' '}
                <span style={aside}>{decision}</span>
              </td>
            </tr>
          ))}
          <More all={content.settled.length} shown={few} />
        </Section>
      )}
      {content.silentVendors.length === 0 ? null : (
        <Section title="Gone silent" note="Against their habit; their mail may no longer arrive.">
          {content.silentVendors.slice(0, few).map(({ vendor, detail }) => (
            <Row>
              <b>{vendor}</b> {detail}
            </Row>
          ))}
          <More all={content.silentVendors.length} shown={few} />
        </Section>
      )}
      {content.vendors.length === 0 ? null : <VendorTable content={content} limit={few} />}
      <HealthSection content={content} />
    </>
  )
}

const Page = ({ content, limit }: { readonly content: DigestContent; readonly limit: number }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{content.subject}</title>
    </head>
    <body style="margin:0;padding:0;background-color:#ffffff">
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
        <tr>
          <td align="center">
            <table
              role="presentation"
              width={680}
              cellpadding="0"
              cellspacing="0"
              border={0}
              style="width:100%;max-width:680px;border-collapse:collapse;text-align:left;overflow-wrap:anywhere"
            >
              <tr>
                <td style="padding:20px 20px 0 20px">
                  <h1 style={`font:bold 22px/28px ${family};margin:0;color:${ink}`}>Clinic digest {content.week}</h1>
                  <p style={small('margin:2px 0 0 0')}>
                    {essence(content)}
                    {content.reviewPage === null ? null : (
                      <>
                        {' · '}
                        <Links links={[{ text: 'review page', href: content.reviewPage }]} />
                      </>
                    )}
                  </p>
                </td>
              </tr>
              <Duty content={content} />
              <Body content={content} limit={limit} />
              <tr>
                <td style="padding:0 20px 28px 20px">&nbsp;</td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
)

/** Gmail cuts a mail off at 102 kB. */
const maxBytes = 100_000
const limits = [200, 120, 80, 50, 30, 15, 8, 3] as const

/** The digest as one HTML document under 100 kB; lists end with "and n more" where the room ends. */
export const digestHtml = (content: DigestContent): string => {
  let html = ''
  for (const limit of limits) {
    html = `<!DOCTYPE html>${(<Page content={content} limit={limit} />).toString()}`
    if (Buffer.byteLength(html) < maxBytes) break
  }
  return html
}
