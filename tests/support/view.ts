/** Views for tests of the readers: a subject and a body, without a mail around them. */
import type { Document } from '../../src/mail/document.ts'
import { partOf } from '../../src/mail/part.ts'
import type { View } from '../../src/reading/vendor.ts'
import { viewsOf } from '../../src/reading/view.ts'

export interface ViewSource {
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly sent?: string | null
}

/** The first view of such a mail, read without habits, as a stranger's is. */
export const viewOf = ({ subject = '', text, html, sent = '2027-01-11T10:00:00Z' }: ViewSource): View => {
  const body = html === undefined ? partOf('text', 'text', text ?? '') : partOf('html', 'html', html)
  const document: Document = { parts: [{ ...partOf('text', 'subject', subject), kind: 'subject' }, body] }
  const [view] = viewsOf(document, [], { zone: null, order: null, sent })
  if (!view) throw new Error('a document has a view')
  return view
}

/** Lines as one text. */
export const lines = (...all: readonly string[]): string => all.join('\n')
