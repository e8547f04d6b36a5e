/** A sentence by which a stranger may call work off, move it, end it or leave it open, in whatever form. */
import type { Line } from '../mail/document.ts'
import type { View } from './contract.ts'
import { circuitLabels, impactLabel, locationLabel, summaryLabel } from './labels.ts'
import type { Status } from './notice.ts'
import { opening } from './status-words.ts'
import {
  aboutTheMail,
  askedFor,
  auxiliaries,
  harmless,
  ifOnly,
  partly,
  plainPast,
  takenBack,
  turns,
  understood,
  unsettled,
  weDo,
  workAttributes,
  workGoesOn,
  workNames,
  workPredicates,
} from './stranger-words.ts'
import { labelKey } from './view.ts'
import { matchesOf, type WordMatch, type WordPatterns, wordsOf } from './word-patterns.ts'

const maxText = 12_000
const maxParagraph = 1500

const isOwn = (view: View, line: Line): boolean =>
  line.text !== '' && !line.struck && line.text.length < maxParagraph && !view.quoted.has(line.place.line)

/** Text is wrapped at some seventy columns: a shorter line without an end is a line of its own. */
const wrapped = 45

/** `Reason: fibre works`: a line of a form goes on nowhere. */
const labelled = /^[^:.\t]{2,40}:[ \t]/

// "3. Dezember" is a date.
const sentenceEnd =
  /(?<=[.!?;])(?<!\b(?:ca|bzw|evtl|inkl|approx|no|nr|ref|incl|max|min|tel)\.)\s(?!(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)[a-zä]{0,7}\b)/

/** Sentences of the subject and the mail's own lines: wrapped lines joined, cut at their ends. */
const sentencesOf = (view: View): readonly string[] => {
  const paragraphs: string[] = [view.subject.text]
  let open = ''
  for (const line of view.part.lines) {
    const goesOn =
      !labelled.test(line.text) &&
      !labelled.test(open) &&
      view.part.kind === 'text' &&
      open.length >= wrapped &&
      open.length < maxParagraph &&
      !/[:;.!?]$/.test(open)
    if (goesOn && isOwn(view, line)) open = `${open} ${line.text}`
    else {
      paragraphs.push(open)
      open = isOwn(view, line) ? line.text : ''
    }
  }
  return [...paragraphs, open].filter((p) => p !== '').flatMap((p) => p.split(sentenceEnd))
}

/** "12 May" is no "may". */
const withoutMay = (words: readonly string[]): readonly string[] =>
  words.map((w, i) => (w === 'may' && (words[i - 1] === '#' || words[i + 1] === '#') ? '#' : w))

/** Words that stand in a harmless phrase are none of any other. */
const blanked = (words: readonly string[], phrases: readonly WordMatch[]): readonly string[] => {
  const hidden = new Set(phrases.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)))
  return words.map((w, i) => (hidden.has(i) ? '·' : w))
}

// A condition reaches over its own clause, not over a long sentence.
const reach = 12

const isAsserted = (words: readonly string[], { from }: WordMatch): boolean =>
  !words.slice(Math.max(0, from - reach), from).some((w) => ifOnly.has(w))

// The subject of a sentence stands near its beginning.
const subjectReach = 16

/** "During the maintenance, ports …": the sentence has another subject. */
const during = new Set(['during', 'throughout', 'wahrend', 'pendant', 'durante', 'tijdens'])

/** "The maintenance trades places with …": the work, and a verb that announcements do not have. */
const oddVerb = (words: readonly string[]): string | null => {
  for (const [i, word] of words.slice(0, subjectReach).entries()) {
    if (during.has(words[i - 1] ?? '') || during.has(words[i - 2] ?? '') || during.has(words[i - 3] ?? '')) continue
    if (!workNames.has(word) || words[i - 1] === 'to' || words.slice(0, i).some((w) => ifOnly.has(w))) continue
    let at = i + 1
    while (workNames.has(words[at] ?? '') || workAttributes.has(words[at] ?? '')) at++
    const next = words[at]
    if (next !== undefined && !workGoesOn.has(next) && !/[\d#·]|ing$|^.$/.test(next)) return `${word} ${next}`
  }
  return null
}

const isOdd = (word: string | undefined, among: WordPatterns): word is string =>
  word !== undefined && !/ly$|[\d#·]|^.$/.test(word) && !workNames.has(word) && !matchesOf([word], among).length

// "We have mothballed this maintenance": the object stands near its verb.
const objectReach = 4

const namesWork = (words: readonly string[], from: number): boolean =>
  words.slice(from + 1, from + 1 + objectReach).some((w) => workNames.has(w) || w === 'notice' || w === 'notification')

const isGoingTo = (words: readonly string[], at: number): boolean =>
  words[at] === 'to' && /^(?:going|have|has|had|need|needs)$/.test(words[at - 1] ?? '')

/** Steps over auxiliaries and adverbs. */
const pastAuxiliaries = (words: readonly string[], from: number): number => {
  let at = from
  while (auxiliaries.has(words[at] ?? '') || /.ly$/.test(words[at] ?? '') || isGoingTo(words, at)) at++
  return at
}

/** "The maintenance will be mothballed", "we have binned this change", "please scrub the notice": a verb that no announcement has. */
const oddFate = (words: readonly string[]): string | null => {
  for (const [i, word] of words.entries()) {
    if (words.slice(Math.max(0, i - reach), i).some((w) => ifOnly.has(w))) continue
    const at = pastAuxiliaries(words, i + 1)
    const told = workNames.has(word) || workAttributes.has(word)
    if (told && at > i + 1 && isOdd(words[at], workPredicates)) return words.slice(i, at + 1).join(' ')
    const asked = word === 'please' ? askedFor : word === 'we' ? weDo : null
    if (asked && isOdd(words[at], asked) && namesWork(words, at)) return words.slice(i, at + 1).join(' ')
  }
  return null
}

/** "Funding for this maintenance dried up", "the board spiked the work": what has happened to it, in a word that plans lack. */
const oddPast = (words: readonly string[]): string | null => {
  if (!words.some((w) => workNames.has(w))) return null
  const at = words.findIndex(
    (w, i) =>
      /^[a-z]{2,}[^e]ed$/.test(w) &&
      !workAttributes.has(w) &&
      [workPredicates, weDo, plainPast].every((among) => isOdd(w, among)) &&
      !words.slice(Math.max(0, i - reach), i).some((before) => ifOnly.has(before)),
  )
  return at < 0 ? null : words.slice(Math.max(0, at - 1), at + 1).join(' ')
}

const germanAuxiliary = /^(?:wird|werden|wurden?)$/

/** "Die Wartung wird in dieser Nacht gekippt": German tells the verb last. */
const oddEnd = (words: readonly string[]): string | null => {
  const last = words.at(-1)
  const told = words.some((w) => germanAuxiliary.test(w)) && words.some((w) => workNames.has(w))
  return told && isOdd(last, workPredicates) && isOdd(last, understood) ? last : null
}

const turnIn = (sentence: string, status: Status): string | null => {
  const words = withoutMay(wordsOf(sentence.replace(opening, ' ')))
  if (matchesOf(words, aboutTheMail).length) return null
  const bare = blanked(words, matchesOf(words, harmless))
  const found = [...(status === 'TENTATIVE' ? [] : matchesOf(bare, unsettled)), ...matchesOf(bare, turns)]
  const sure = found.find((m) => isAsserted(words, m))
  if (sure) return bare.slice(sure.from, sure.to).join(' ')
  if (words.length < 4 || !/[.!;]$/.test(sentence)) return null
  return (words.length > 4 ? oddVerb(words) : null) ?? oddFate(words) ?? oddPast(words) ?? oddEnd(words)
}

/** The first sentence that may turn the work, with the words in question; null: nothing speaks of more than a plan. */
export const turnOf = (view: View, status: Status): { readonly word: string; readonly sentence: string } | null => {
  let read = 0
  for (const sentence of sentencesOf(view)) {
    read += sentence.length
    if (read > maxText) return null
    const word = turnIn(sentence, status)
    if (word) return { word, sentence: sentence.slice(0, 200) }
  }
  return null
}

/** Whether an end or a move is of a part of the work, or is taken back: `claimed` are the words that tell it. */
export const hedged = (view: View, claimed: readonly string[]): string | null => {
  const split = claimed.find((text) => matchesOf(wordsOf(text), partly).length > 0)
  if (split) return split
  let read = 0
  return (
    sentencesOf(view).find((sentence) => {
      read += sentence.length
      const words = withoutMay(wordsOf(sentence))
      return read < maxText && matchesOf(words, takenBack).some((m) => isAsserted(words, m))
    }) ?? null
  )
}

const minWords = 5
const formLabels = [summaryLabel, impactLabel, locationLabel, ...circuitLabels]

const label = /^(?<words>[^.!?:]{1,40}): /

/** "Good news: nobody has to dig.": what stands behind a colon; nothing behind the labels of a form. */
const behindLabel = (sentence: string): string => {
  const words = label.exec(sentence)?.groups?.words
  if (words === undefined) return sentence
  const key = labelKey(words)
  return formLabels.some((one) => one.test(key)) ? '' : sentence.slice(words.length + 2)
}

/** A sentence that speaks of nothing that announcements speak of; null: all are understood. */
export const notUnderstood = (view: View): string | null =>
  sentencesOf(view)
    .slice(1, 40)
    .map(behindLabel)
    .find((sentence) => {
      const words = wordsOf(sentence)
      return (
        words.length >= minWords &&
        words.length <= 80 &&
        /[a-z] [a-z]/.test(sentence) &&
        /[.!]$/.test(sentence) &&
        !matchesOf(words, understood).length &&
        !matchesOf(words, harmless).length &&
        !matchesOf(words, aboutTheMail).length
      )
    }) ?? null
