/**
 * Labels without a colon: when a table's cells come one a line (a copied HTML table), `Start` stands above its value.
 * Only whole lines of known label words count, so that no sentence becomes a label.
 */
import type { Line } from '../mail/document.ts'
import type { KeyedField } from './contract.ts'

const core =
  'start|end|begin|beginning|finish|ticket|reference|case|location|site|impact|effect|reason|description|summary|circuit|circuits|service|services|affected|window|status|duration|schedule|date|time|customer|account|purpose|type|urgency|activity|work|maintenance|change|event|order|ibx|details'
const before =
  'planned|scheduled|estimated|expected|maintenance|work|event|window|activity|service|ticket|affected|impacted|internal|customer|change|notification|request|timeslot|time slot|sid|utc|local|gmt|primary|backup|start|end|circuit|site|order'
const after =
  'date|time|id|ids|number|no|reference|affected|impacted|window|impact|type|status|location|name|code|and|of|work|maintenance|utc|gmt|local|description|details|level|sid|s|request|services|circuits'
const label = new RegExp(`^(?:(?:${before}) ){0,3}(?:${core})(?: (?:${after})){0,4}$`)

/** Whether a (normalised) whole line is nothing but a label. */
export const isBareLabel = (key: string): boolean => key.length <= 40 && label.test(key)

const maxGap = 2

const valueAfter = (lines: readonly Line[], index: number, keyOf: (text: string) => string): Line | null => {
  for (let i = index + 1; i < lines.length && i <= index + 1 + maxGap; i++) {
    const line = lines[i]
    if (!line || line.text === '') continue
    return line.struck || line.text.length > 300 || isBareLabel(keyOf(line.text)) ? null : line
  }
  return null
}

const maxName = 60

/** The value under a lone colon below a line: a table of three columns, `Label`, `:`, `value`, whose cells came one a line. */
const valueAfterColon = (lines: readonly Line[], index: number): Line | null => {
  const next = lines.slice(index + 1, index + 2 + 2 * maxGap).filter((l) => l.text !== '')
  const [colon, value] = next
  return colon?.text === ':' && value && value.text !== ':' && !value.struck && value.text.length <= 300 ? value : null
}

/** Fields of bare labels on lines that are no field yet. */
export const bareFields = (
  lines: readonly Line[],
  known: ReadonlySet<number>,
  keyOf: (text: string) => string,
): readonly KeyedField[] =>
  lines.flatMap((line, i) => {
    if (line.struck || line.text === '' || line.text.length > maxName || known.has(line.place.line)) return []
    const value =
      valueAfterColon(lines, i) ??
      (line.text.length <= 45 && isBareLabel(keyOf(line.text)) ? valueAfter(lines, i, keyOf) : null)
    return value
      ? [
          {
            key: keyOf(line.text),
            label: line.text,
            value: value.text,
            struck: '',
            place: value.place,
            fromLine: line.place.line,
            toLine: value.place.line,
          },
        ]
      : []
  })
