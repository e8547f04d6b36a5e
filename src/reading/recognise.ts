/** How a format is recognised: words of the subject or body, a label, a table's header. */

import type { Recogniser } from './contract.ts'
import { labelKey } from './view.ts'

/** The body says so (case as in the pattern). */
export const says =
  (pattern: RegExp): Recogniser =>
  (view) =>
    pattern.test(view.text)

export const subjectSays =
  (pattern: RegExp): Recogniser =>
  (view) =>
    pattern.test(view.subject.text)

/** A field with this (normalised) label stands in the body or a sheet. */
export const hasField =
  (label: RegExp): Recogniser =>
  (view) =>
    view.fields.some((f) => label.test(f.key))

/** A table has a row in which each of these header cells stands. */
export const hasTable =
  (...headers: readonly RegExp[]): Recogniser =>
  (view) =>
    [view.part, ...view.sheets].some((part) =>
      part.tables.some((table) =>
        table.rows.some((row) => headers.every((h) => row.some((cell) => h.test(labelKey(cell.text))))),
      ),
    )
