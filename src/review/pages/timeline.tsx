import { addDays } from '../../digest/week.ts'
import type { Bar, Span, TimelineRow } from '../timeline.ts'
import { dayWords, impactOf, statusWords, timeWords } from '../words.ts'
import { workName } from '../works.ts'

const geometry = { width: 1200, label: 185, head: 34, lane: 30, bar: 22, gap: 10 } as const

const barWords = (bar: Bar, vendorTitle: (vendor: string) => string): string => {
  const { work, window } = bar
  const marks = [
    statusWords[work.status],
    impactOf(work.impact),
    ...(window.backup === true ? ['backup date'] : []),
    ...(work.provisional ? ['waits for review'] : []),
    ...(bar.clash ? ['overlaps with work on the same redundancy group'] : []),
  ]
  const end = window.end === null ? 'end unknown' : timeWords(window.end)
  return `${vendorTitle(work.vendor)} ${workName(work)}: ${timeWords(window.start)} – ${end} UTC; ${marks.join(', ')}`
}

const BarMark = ({ bar, y, vendorTitle }: { bar: Bar; y: number; vendorTitle: (vendor: string) => string }) => {
  const room = geometry.width - geometry.label
  const x = geometry.label + bar.from * room
  const width = Math.max(5, (bar.to - bar.from) * room)
  const top = y + bar.lane * geometry.lane + 4
  const words = barWords(bar, vendorTitle)
  const name = workName(bar.work).slice(0, 20)
  const fits = x + width + 6 + name.length * 7 < geometry.width
  return (
    <a href={`/work/${bar.work.id}`} aria-label={words}>
      <title>{words}</title>
      <rect
        class={`bar colour-${bar.colour} ${bar.off ? 'off' : ''} ${bar.unsure ? 'unsure' : ''}`}
        x={x.toFixed(1)}
        y={top}
        width={width.toFixed(1)}
        height={geometry.bar}
        rx={4}
      />
      {bar.clash ? (
        <rect
          class="clash"
          x={(x - 3).toFixed(1)}
          y={top - 3}
          width={(width + 6).toFixed(1)}
          height={geometry.bar + 6}
          rx={6}
        />
      ) : null}
      <text
        class="bar-text"
        x={(fits ? x + width + 6 : x - 6).toFixed(1)}
        y={top + 15}
        text-anchor={fits ? 'start' : 'end'}
        text-decoration={bar.off ? 'line-through' : undefined}
      >
        {name}
      </text>
    </a>
  )
}

/** One row a label, one lane for what overlaps in it. */
export const Timeline = ({
  span,
  rows,
  now,
  vendorTitle,
}: {
  span: Span
  rows: readonly TimelineRow[]
  now: Date
  vendorTitle: (vendor: string) => string
}) => {
  const room = geometry.width - geometry.label
  const day = room / span.days
  const tops: number[] = []
  let height = geometry.head
  for (const row of rows) {
    tops.push(height)
    height += row.lanes * geometry.lane + geometry.gap
  }
  const start = Date.parse(`${span.start}T00:00:00Z`)
  const nowX = geometry.label + ((now.getTime() - start) / (span.days * 86_400_000)) * room
  const days = Array.from({ length: span.days }, (_, i) => addDays(span.start, i))
  return (
    <section class="scroll" tabindex={0} aria-label="Timeline">
      <svg
        class="timeline"
        viewBox={`0 0 ${geometry.width} ${height}`}
        aria-label={`Work from ${dayWords(span.start)}`}
      >
        <defs>
          <pattern id="off" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" fill="none" />
            <rect width="2" height="7" fill="#8a929b" />
          </pattern>
        </defs>
        {days.map((name, i) => {
          const x = geometry.label + i * day
          return (
            <g>
              {[0, 6].includes(new Date(`${name}T00:00:00Z`).getUTCDay()) ? (
                <rect class="weekend" x={x.toFixed(1)} y={0} width={day.toFixed(1)} height={height} />
              ) : null}
              <line class="rule" x1={x.toFixed(1)} x2={x.toFixed(1)} y1={0} y2={height} />
              <text class="dim" x={(x + 6).toFixed(1)} y={20}>
                {dayWords(name)}
              </text>
            </g>
          )
        })}
        {rows.map((row, i) => (
          <g>
            <line class="rule" x1={0} x2={geometry.width} y1={tops[i]} y2={tops[i]} />
            <text x={0} y={(tops[i] ?? 0) + 20} font-weight="600">
              {row.label.slice(0, 24)}
            </text>
            {row.bars.map((bar) => (
              <BarMark bar={bar} y={tops[i] ?? 0} vendorTitle={vendorTitle} />
            ))}
          </g>
        ))}
        {nowX > geometry.label && nowX < geometry.width ? (
          <line class="now" x1={nowX.toFixed(1)} x2={nowX.toFixed(1)} y1={24} y2={height}>
            <title>now</title>
          </line>
        ) : null}
      </svg>
    </section>
  )
}
