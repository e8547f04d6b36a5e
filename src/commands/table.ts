/** Text of strangers on a terminal: control characters could move the cursor or recolour the screen. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`)

/** Columns side by side, each as wide as its widest cell but not wider than `widest`; the last one is not padded. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widest: readonly number[],
): string => {
  const cells = [head, ...rows].map((row) => row.map((cell, column) => cut(plain(cell), widest[column] ?? 80)))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const shown = cells.map((row) =>
    row
      .map((cell, column) => (column === head.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const [first = '', ...rest] = shown
  return `${[first, widths.map((width) => '─'.repeat(width)).join('  '), ...rest].join('\n')}\n`
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** `Tue 2026-01-06 05:01` in UTC, or a dash. */
export const when = (instant: string | null): string => {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '–'
  const iso = new Date(instant).toISOString()
  return `${weekdays[new Date(instant).getUTCDay()]} ${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}

/** `3 mails`, `1 mail`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
