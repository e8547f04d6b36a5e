import type { Notice } from '../reading/notice.ts'
import { timeWords } from './words.ts'

/** A prepared question to the vendor, by what is doubtful. */
export const replyTo = (subject: string, notice: Notice | null, codes: readonly string[], author: string): string => {
  const named = notice?.maintenanceId ?? null
  const windows = (notice?.windows ?? []).map(
    ({ start, end }) => `  ${timeWords(start)} – ${end === null ? 'end unknown' : timeWords(end)} UTC`,
  )
  const asks = questionsFor(codes)
  return [
    `Subject: Re: ${subject}`,
    '',
    'Hello,',
    '',
    `thank you for your notice${named === null ? '' : ` ${named}`}. Before we can plan for it, please tell us:`,
    '',
    ...asks.map((ask, i) => `${i + 1}. ${ask}`),
    ...(windows.length === 0 ? [] : ['', 'We understood the window as:', ...windows]),
    '',
    'Kind regards,',
    author,
  ].join('\n')
}

const byCode: readonly (readonly [RegExp, string])[] = [
  [/^zone/, 'In which time zone are the times of the work given? Please name them in UTC.'],
  [/^(?:date-|year-|weekday-|no-window|window-)/, 'On which date and at what time (UTC) does the work begin and end?'],
  [/^sender-/, 'Please confirm that this notice comes from you, from your usual address.'],
  [/^(?:ids-disagree|id-missing|identity-unclear)/, 'Which of your reference numbers does this notice belong to?'],
  [/^(?:status-|announced-after|cancels-)/, 'Is the work confirmed, moved or cancelled?'],
  [/^(?:new-circuit|field-missing|parts-disagree)/, 'Which of our circuits are affected, and how?'],
]

const questionsFor = (codes: readonly string[]): readonly string[] => {
  const asks = [...new Set(codes.flatMap((code) => byCode.find(([pattern]) => pattern.test(code))?.[1] ?? []))]
  return asks.length > 0 ? asks : ['What is planned, when (in UTC), and which of our circuits are affected?']
}
