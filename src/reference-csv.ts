import { parse } from 'csv-parse/sync'

/**
 * Rows of a reference file that people keep by hand (rota, circuits, owners): header in any case, `#` comments.
 * `ragged` rows (cells left out at the end, or too many) are taken, unless the file is one in which a cell in the wrong place
 * would go unnoticed. Throws what `refuse` makes of the parser's reason.
 */
export const referenceRows = (
  csv: string,
  refuse: (reason: string) => Error,
  ragged: 'taken' | 'refused' = 'taken',
): readonly Record<string, string>[] => {
  try {
    return parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map((h) => h.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
      relax_column_count: ragged === 'taken',
      comment: '#',
      comment_no_infix: true,
    })
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
}
