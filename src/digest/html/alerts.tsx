import type { AlertItem, TaskItem } from '../content.ts'
import { counted } from '../words.ts'
import { accent, type Colour, Line, Links, line, Row, row, Tag, text } from './kit.tsx'

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

export const AlertRow = ({ item }: { readonly item: AlertItem }) => (
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

export const TaskRow = ({ item }: { readonly item: TaskItem }) => {
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
