import { impactWords } from '../../calendar/describe.ts'
import type { ChangeItem, ChangeKind, Need, UpcomingDay, UpcomingWork } from '../content.ts'
import { clock, dayWords } from '../words.ts'
import { aside, type Colour, Line, Links, Row, row, Tag, text } from './kit.tsx'

const needColour: Readonly<Record<Need['what'], readonly [Colour, string]>> = {
  overlap: ['red', 'overlap'],
  conflict: ['orange', 'changed by a person'],
  question: ['yellow', 'question'],
  task: ['blue', 'task'],
  trouble: ['red', 'trouble'],
}

export const NeedRow = ({ need }: { readonly need: Need }) => {
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

export const DayRows = ({ day }: { readonly day: UpcomingDay }) => (
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

export const ChangeRow = ({ item }: { readonly item: ChangeItem }) => {
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
