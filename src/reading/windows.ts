/** Readers of windows for vendors' tables. What reads without being told stands in `windows-common.ts`. */
import type { Piece } from '../mail/document.ts'
import type { Found, FoundWindow, FoundWindows, Pick, View, WindowPick } from './contract.ts'
import { joinDateAndTimes, joinSpan, readInstants, readSpans } from './dates.ts'
import { backupLabel } from './labels.ts'
import type { Evidence } from './notice.ts'
import { evidenceAt } from './pick.ts'
import { labelKey } from './view.ts'
import type { DateContext, Span } from './when.ts'
import { commonWindows } from './windows-common.ts'
import { zoneOfLabel } from './zone-label.ts'

const made = (span: Span, backup: boolean, evidence: Evidence): FoundWindow => ({ span, backup, evidence })

const noDoubts = (windows: readonly FoundWindow[]): FoundWindows => ({ windows, doubts: [], labelled: true })

const pairText = (start: Found, end: Found | undefined): string =>
  end ? `${start.evidence.text} · ${end.evidence.text}` : start.evidence.text

/** Starts and ends under labels of their own, paired in order. `zone` is written after values that name none; `paired`: no start without end. */
export const startEnd =
  (
    starts: Pick,
    ends: Pick,
    options: { readonly zone?: string; readonly backup?: true; readonly paired?: true } = {},
  ): WindowPick =>
  (view) => {
    const last = ends(view)
    return noDoubts(
      starts(view).flatMap((start, i) => {
        const end = last[i]
        if (options.paired && !end) return []
        const zone = options.zone ?? zoneOfLabel(start.evidence.text.split(':')[0] ?? '') ?? ''
        const span = joinSpan(`${start.value} ${zone}`, end ? `${end.value} ${zone}` : null, view.context)
        return span ? [made(span, options.backup ?? false, { ...start.evidence, text: pairText(start, end) })] : []
      }),
    )
  }

const withZone = (text: string, label: string): string => {
  const zone = zoneOfLabel(label)
  return zone ? `${text} ${zone}` : text
}

/** "… (Backup)": what stands beside a window in its line. */
const besideIsBackup = (line: string, span: Span): boolean =>
  backupLabel.test(labelKey(`${line.slice(0, span.from)} ${line.slice(span.to)}`))

/** Whole windows in what a reader finds, line by line. A zone in the label (`Window (GMT):`) counts. */
export const spansIn =
  (pick: Pick, options: { readonly backup?: true } = {}): WindowPick =>
  (view) =>
    noDoubts(
      pick(view).flatMap((f) => {
        const label = f.evidence.text.slice(0, f.evidence.text.indexOf(':') + 1)
        return f.value
          .split('\n')
          .flatMap((line) =>
            readSpans(withZone(line, label), view.context).map((span) =>
              made(span, options.backup ?? besideIsBackup(line, span), f.evidence),
            ),
          )
      }),
    )

/** Rows of a table that became text: each value that the reader finds holds a start and an end with nothing between them. */
export const momentsIn =
  (pick: Pick, options: { readonly backup?: true } = {}): WindowPick =>
  (view) =>
    noDoubts(
      pick(view).flatMap((f) => {
        const end = readInstants(f.value, view.context)[1]
        const span = end ? joinSpan(f.value.slice(0, end.start), f.value.slice(end.start), view.context) : null
        return span ? [made(span, options.backup ?? false, f.evidence)] : []
      }),
    )

export interface WindowColumns {
  readonly start: RegExp
  readonly end: RegExp
  readonly zone?: RegExp
  /** A column (`Type`, `Window`) whose words tell a backup window. */
  readonly kind?: RegExp
}

const cellText = (row: readonly Piece[], column: number): string => {
  const cell = row[column]
  return cell && !cell.struck ? cell.text : ''
}

const rowWindow = (
  row: readonly Piece[],
  header: readonly Piece[],
  spec: WindowColumns,
  context: DateContext,
): readonly FoundWindow[] => {
  const at = (label: RegExp | undefined) => (label ? header.findIndex((c) => label.test(labelKey(c.text))) : -1)
  const [start, end] = [at(spec.start), at(spec.end)]
  const zone = cellText(row, at(spec.zone)) || zoneOfLabel(header[start]?.text ?? '') || ''
  const first = row[start]
  if (!first || readInstants(first.text, context).length === 0) return []
  const span = joinSpan(`${first.text} ${zone}`, `${cellText(row, end)} ${zone}`, context)
  const backup =
    backupLabel.test(labelKey(cellText(row, at(spec.kind)))) || backupLabel.test(labelKey(header[start]?.text ?? ''))
  return span ? [made(span, backup, evidenceAt(first.place, row.map((c) => c.text).join(' | ')))] : []
}

/** Windows as rows of a table with start and end columns. */
export const rows =
  (spec: WindowColumns): WindowPick =>
  (view) =>
    noDoubts(
      [view.part, ...view.sheets].flatMap((part) =>
        part.tables.flatMap((table) => {
          const index = table.rows.findIndex((row) =>
            [spec.start, spec.end].every((l) => row.some((c) => l.test(labelKey(c.text)))),
          )
          const header = table.rows[index]
          return header ? table.rows.slice(index + 1).flatMap((row) => rowWindow(row, header, spec, view.context)) : []
        }),
      ),
    )

/** The usual reader, and where it finds no window with an end, the given one. */
export const usualWindowOr =
  (pick: WindowPick): WindowPick =>
  (view) => {
    const usual = commonWindows(view)
    if (usual.windows.some((w) => w.span.end && !w.span.start.dateOnly)) return usual
    const own = pick(view)
    return own.windows.length ? own : usual
  }

/** Days in one place, the hours of each in another: `1st Activity Date: 20-Jan-2027` with `Maintenance Window: 00:01 - 05:00 Eastern`. */
export const datedHours =
  (days: Pick, hours: Pick): WindowPick =>
  (view) => {
    const time = hours(view)[0]
    if (!time) return noDoubts([])
    return noDoubts(
      days(view).flatMap((day) =>
        joinDateAndTimes(day.value, time.value, view.context).map((span) =>
          made(span, backupLabel.test(labelKey(day.evidence.text.split(':')[0] ?? '')), {
            ...day.evidence,
            text: `${day.evidence.text} · ${time.evidence.text}`,
          }),
        ),
      ),
    )
  }

/** Several readers' windows together. */
export const anyWindow =
  (...picks: readonly WindowPick[]): WindowPick =>
  (view: View) => {
    const found = picks.map((pick) => pick(view))
    const windows = found.flatMap((f) => f.windows)
    return windows.length
      ? { windows, doubts: found.flatMap((f) => f.doubts), labelled: found.every((f) => f.labelled) }
      : commonWindows(view)
  }
