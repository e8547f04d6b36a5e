import type { Child } from 'hono/jsx'
import { impactWords } from '../calendar/describe.ts'
import type {
  AlertItem,
  ChangeItem,
  ChangeKind,
  DigestContent,
  Link,
  Need,
  TaskItem,
  UpcomingDay,
  UpcomingWork,
} from './content.ts'
import { namesOf, type Person } from './rota.ts'
import { clock, counted, dayWords } from './words.ts'

/**
 * A mail: tables and inline styles only, because Outlook lays out with Word and Gmail drops style sheets; no remote content at all.
 * Everything goes through JSX, which escapes.
 */
const family = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const ink = '#1f2328'
const faint = '#59636e'
const line = '#d1d9e0'
const accent = '#0a58ca'

/** Every cell names its font: Outlook lets nested tables inherit none. Spans do inherit, and stay short. */
const text = (more = ''): string => `font:15px/21px ${family};color:${ink};${more}`
const small = (more = ''): string => `font:13px/18px ${family};color:${faint};${more}`
const aside = `font-size:13px;color:${faint}`

const Table = ({ children, style = '' }: { readonly children?: Child; readonly style?: string }) => (
  <table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border={0}
    style={`border-collapse:collapse;${style}`}
  >
    {children}
  </table>
)

const Links = ({ links }: { readonly links: readonly Link[] }) => (
  <>
    {links.map(({ text: words, href }, at) => (
      <>
        {at === 0 ? '' : ' · '}
        <a href={href} style={`color:${accent};text-decoration:underline`}>
          {words}
        </a>
      </>
    ))}
  </>
)

const colours = {
  red: ['#ffebe9', '#82071e'],
  orange: ['#fff1e5', '#953800'],
  yellow: ['#fff8c5', '#6f4a00'],
  green: ['#dafbe1', '#116329'],
  blue: ['#ddf4ff', '#0550ae'],
  grey: ['#eff2f5', '#3d444d'],
} as const
type Colour = keyof typeof colours

const Tag = ({ colour, children }: { readonly colour: Colour; readonly children?: Child }) => (
  <span
    style={`font-size:12px;background-color:${colours[colour][0]};color:${colours[colour][1]};padding:1px 6px;border-radius:3px;white-space:nowrap`}
  >
    {children}
  </span>
)

/** A section with its items; nothing when it has none. `note` stands below the title. */
const Section = ({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: string
  readonly children?: Child
}) => (
  <tr>
    <td style={`padding:22px 20px 0 20px`}>
      <h2 style={`font:bold 18px/24px ${family};margin:0 0 6px 0;color:${ink}`}>{title}</h2>
      {note === undefined ? null : <p style={small('margin:0 0 8px 0')}>{note}</p>}
      <Table>{children}</Table>
    </td>
  </tr>
)

const row = `padding:8px 0;border-top:1px solid ${line}`

const Row = ({ children }: { readonly children?: Child }) => (
  <tr>
    <td style={text(row)}>{children}</td>
  </tr>
)

const More = ({ all, shown }: { readonly all: number; readonly shown: number }) =>
  all <= shown ? null : (
    <tr>
      <td style={small(row)}>… and {all - shown} more</td>
    </tr>
  )

const Line = ({ children }: { readonly children?: Child }) => (
  <>
    <br />
    <span style={aside}>{children}</span>
  </>
)

const needColour: Readonly<Record<Need['what'], readonly [Colour, string]>> = {
  overlap: ['red', 'overlap'],
  conflict: ['orange', 'changed by a person'],
  question: ['yellow', 'question'],
  task: ['blue', 'task'],
  trouble: ['red', 'trouble'],
}

const NeedRow = ({ need }: { readonly need: Need }) => {
  const [colour, word] = needColour[need.what]
  return (
    <Row>
      <Tag colour={colour}>{word}</Tag> <b>{need.title}</b>
      {need.urgentAt === null ? null : (
        <Line>
          <b>
            {dayWords(need.urgentAt)} {clock(need.urgentAt)} UTC
          </b>
        </Line>
      )}
      {need.reasons.map((reason) => (
        <Line>{reason}</Line>
      ))}
      {need.links.length === 0 ? null : (
        <Line>
          <Links links={need.links} />
        </Line>
      )}
    </Row>
  )
}

const impactColour = {
  OUTAGE: 'red',
  DEGRADED: 'orange',
  'REDUCED-REDUNDANCY': 'yellow',
  'NO-IMPACT': 'green',
} as const

const markColour = (mark: string): Colour => (mark === 'overlaps' ? 'red' : mark === 'not sure yet' ? 'yellow' : 'grey')

const circuitsText = ({ circuits, circuitCount }: UpcomingWork): string => {
  if (circuitCount === 0) return ''
  const more = circuitCount - circuits.length
  return `${circuits.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const WorkRow = ({ work }: { readonly work: UpcomingWork }) => (
  <tr>
    <td style={text(row)}>
      <b>{work.time}</b> · {work.vendor}
      {work.id === null ? '' : ` ${work.id}`}{' '}
      {work.impact === null ? null : <Tag colour={impactColour[work.impact]}>{impactWords[work.impact]}</Tag>}
      {work.marks.map((mark) => (
        <>
          {' '}
          <Tag colour={markColour(mark)}>{mark}</Tag>
        </>
      ))}
      <br />
      {work.what}
      <Line>
        {[work.site ?? '', circuitsText(work)].filter((words) => words !== '').join(' · ')}
        {work.site === null && work.circuitCount === 0 ? '' : work.links.length === 0 ? '' : ' · '}
        <Links links={work.links} />
      </Line>
    </td>
  </tr>
)

const DayRows = ({ day }: { readonly day: UpcomingDay }) => (
  <>
    <tr>
      <td style={text('padding:14px 0 4px 0')}>
        <b>{dayWords(day.day)}</b> <span style={aside}>{day.week}</span>
      </td>
    </tr>
    {day.works.map((work) => (
      <WorkRow work={work} />
    ))}
  </>
)

const changeWords: Readonly<Record<ChangeKind, readonly [Colour, string]>> = {
  moved: ['orange', 'moved'],
  cancelled: ['grey', 'cancelled'],
  new: ['blue', 'new'],
  completed: ['green', 'completed'],
  unconfirmed: ['yellow', 'no word of its end'],
}

const ChangeRow = ({ item }: { readonly item: ChangeItem }) => {
  const [colour, word] = changeWords[item.kind]
  return (
    <Row>
      <Tag colour={colour}>{word}</Tag> {item.title}
      <Line>
        {item.detail}
        {item.links.length === 0 ? '' : ' · '}
        <Links links={item.links} />
      </Line>
    </Row>
  )
}

const barHeight = 22

/** Five weeks as columns: cells of tables, which every mail program draws. */
const Bars = ({ weeks }: { readonly weeks: readonly number[] }) => {
  const most = Math.max(1, ...weeks)
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="border-collapse:collapse">
      <tr>
        {weeks.map((count, at) => {
          const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * barHeight))
          const colour = count === 0 ? line : at === weeks.length - 1 ? accent : '#8fb8f0'
          return (
            <td
              valign="bottom"
              height={barHeight}
              style={`height:${barHeight}px;padding:0 2px 0 0;vertical-align:bottom`}
            >
              <table role="presentation" cellpadding="0" cellspacing="0" border={0} width="8">
                <tr>
                  <td
                    width="8"
                    height={height}
                    bgcolor={colour}
                    style={`width:8px;height:${height}px;font-size:1px;line-height:1px;background-color:${colour}`}
                  >
                    &nbsp;
                  </td>
                </tr>
              </table>
            </td>
          )
        })}
      </tr>
    </table>
  )
}

const AlertRow = ({ item }: { readonly item: AlertItem }) => (
  <tr>
    <td width="60" valign="top" style={text(`${row};width:60px`)}>
      <Bars weeks={item.weeks} />
    </td>
    <td valign="top" style={text(row)}>
      <b>{item.count}</b> {item.title}
      <Line>
        {item.trend} · {counted(item.hosts, 'host')}
        {item.task === null ? '' : ' · '}
        {item.task === null ? null : <Links links={[item.task]} />}
      </Line>
    </td>
  </tr>
)

const taskWords: Readonly<Record<TaskItem['what'], readonly [Colour, string]>> = {
  filed: ['blue', 'filed'],
  reopened: ['orange', 'opened again'],
  silent: ['green', 'silent'],
  unanswered: ['yellow', 'no answer'],
}

const TaskRow = ({ item }: { readonly item: TaskItem }) => {
  const [colour, word] = taskWords[item.what]
  return (
    <Row>
      <Tag colour={colour}>{word}</Tag> {item.title}
      <Line>
        {item.detail}
        {item.link === null ? '' : ' · '}
        {item.link === null ? null : <Links links={[item.link]} />}
      </Line>
    </Row>
  )
}

const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`)

const barWidth = 64

const VendorTable = ({ content, limit }: { readonly content: DigestContent; readonly limit: number }) => {
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

const Duty = ({ content }: { readonly content: DigestContent }) => {
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

const essence = ({ counts }: DigestContent): string =>
  [
    `${counted(counts.works, 'work')} this week`,
    counts.needs === 0 ? 'nothing needs a person' : `${counts.needs} ${counts.needs === 1 ? 'needs' : 'need'} a person`,
    `${counted(counts.changes, 'change')}`,
  ].join(' · ')

const minute = (instant: string): string => `${dayWords(instant)} ${clock(instant)}`

const HealthSection = ({ content: { health, at } }: { readonly content: DigestContent }) => (
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
