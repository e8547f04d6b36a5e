/** Text or HTML that stands outside a MIME part (an iCal description) as a part of the Document. */
import type { DocumentPart } from './document.ts'
import { readHtml } from './html.ts'
import { finishPart } from './shown.ts'
import { readText } from './text.ts'

export const partOf = (kind: 'text' | 'html', name: string, text: string): DocumentPart =>
  finishPart(kind, name, (kind === 'html' ? readHtml(text) : readText(text)).sketch)
