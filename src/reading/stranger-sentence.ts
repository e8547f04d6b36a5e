/** A stranger's only window that a sentence tells, not labels. */
import type { FoundWindow, View } from './contract.ts'
import type { Draft } from './draft.ts'

const noDoubt = ({ span }: FoundWindow): boolean =>
  span.end !== null &&
  span.doubts.length + span.start.doubts.length + span.end.doubts.length === 0 &&
  [span.start, span.end].every((i) => !i.dateOnly && i.zoneWritten)

/** Times that are of no work: of a visit, of a call. */
const beforehand =
  /\b(?:visit|survey|inspect the|prepar(?:e|ing|ation) (?:for )?(?:the|this|a)|meeting|call|deliver|install your|technician)\w{0,4}\b/i

/** A sentence of the mail tells its only window, with day, both hours and zone; the work is not moved. */
export const toldPlainly = (view: View, draft: Draft): boolean => {
  const [window, ...more] = draft.windows.windows
  return (
    window !== undefined &&
    !more.length &&
    window.evidence.part === view.part.name &&
    noDoubt(window) &&
    !beforehand.test(window.evidence.text) &&
    !draft.claims.some((c) => c.kind === 'reschedule' || c.kind === 'update')
  )
}
