/** Words by which a known vendor may call work off, move it or end it, and that no rule of a status reads. */
import type { Line } from '../mail/document.ts'
import type { Claim, View } from './contract.ts'
import type { Doubt } from './notice.ts'
import { verdictOf } from './status.ts'
import { conditional, opening as politely } from './status-words.ts'

const openingLines = 14
const greeting = /^(?:dear|hello|hi)\b/i

/** What stands above and between the first fields: there a vendor says what has become of the work, below it what it always says. */
const opening = (view: View): readonly Line[] => {
  const labelled = new Set(
    view.fields.flatMap((f) =>
      f.place.part === view.part.name && f.value !== '' && !greeting.test(f.value) ? [f.fromLine] : [],
    ),
  )
  const shown = view.part.lines.filter((l) => l.text !== '' && !l.struck && !view.quoted.has(l.place.line))
  return shown.slice(0, openingLines).filter((l) => !labelled.has(l.place.line))
}

const sentencesOf = (lines: readonly Line[]): readonly string[] =>
  lines
    .map((l) => l.text)
    .join(' ')
    .slice(0, 3000)
    .split(/(?<=[.!?])\s/)

/** What has happened to a piece of work, in whatever phrase; a plan is told without. */
const turned =
  /\b(?:cancell?ed|cancell?ation|aborted|withdrawn|withdrew|rescinded|revoked|void(?:ed)?|completed|completion|concluded|finished|closed|closure|ended|started|(?:starting|beginning) (?:\w{1,20} ){0,5}now|commenced|commencement|commencing|begun|began|in progress|re-?scheduled|postponed|deferred|delayed|extended|suspended|on hold|moved to (?:the|a|an|new|\d)|called off|carried out successfully|no longer|(?:change|changed|modified) (?:of |to |the |in ){0,2}(?:start |end )?(?:dates?|times?|schedule)|(?:dates?|times?|schedule) .{0,30}\b(?:changed|modified)|(?:is|was) done|stopped|backed out|ongoing|decided not|shifted|changed the (?:start |end )?(?:date|time)|restored after|entfallen|entfällt|verschoben|abgesagt|beendet)\b/i
// "Services that have been completed, or are to be completed": of services, not of the work.
const ofServices = /\bpending|services? (?:that|which|includes?)|installation/i

const future = /\b(?:will|shall|be) (?:\w{1,20} ){0,2}$/i

/** A subject is short, and tells a plan without any of these. */
const turnedSubject =
  /\b(?:cxl|cancel\w*|postpon\w*|re-?schedul\w*|abort\w*|void\w*|withdr\w+|(?:will )?not (?:be )?(?:proceed|perform|tak|go)\w*|all clear|over|success\w*|complet\w*|conclu\w*|finish\w*|clos(?:ed|ing|ure)|done|ended|beg[aiu]n\w*|start(?:s|ed|ing)|commenc\w*|under ?way|ongoing|in progress|shift\w*|moved|delay\w*|defer\w*|exten(?:d|sion)\w*|suspen[ds]\w*|on hold|halt\w*|stopp\w*|resum\w*|restored|amended dates?)\b/i

const turnIn = (sentence: string, words: RegExp): string | null => {
  const plain = sentence.replace(politely, ' ')
  const match = ofServices.test(plain) ? null : words.exec(plain)
  const before = plain.slice(0, match?.index ?? 0)
  return match && !conditional.test(before) && !future.test(before) ? match[0] : null
}

/** Words that may turn the work, of which no claim was made. */
export const turnsOf = (view: View, claims: readonly Claim[]): readonly Doubt[] => {
  if (verdictOf(claims).kind !== 'new') return []
  const inSubject = turnIn(view.subject.text, turnedSubject)
  const said = inSubject ? view.subject.text : sentencesOf(opening(view)).find((one) => turnIn(one, turned) !== null)
  const word = inSubject ?? (said ? turnIn(said, turned) : null)
  return said && word
    ? [
        {
          code: 'status-words-disagree',
          blocking: true,
          detail: `“${word}” in “${said.slice(0, 200)}” may tell more than a plan.`,
        },
      ]
    : []
}
