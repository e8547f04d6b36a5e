import type { Doubt } from '../notice.ts'
import type { RawTime } from './time-form.ts'

export interface SharedMeridiem {
  readonly first: RawTime | null
  readonly last: RawTime | null
  readonly doubts: readonly Doubt[]
}

const couldBeHalf = (time: RawTime): boolean =>
  time.meridiem === null && !time.midnight && time.hour >= 1 && time.hour <= 12

const as = (time: RawTime, pm: boolean): RawTime => ({ ...time, hour: (time.hour % 12) + (pm ? 12 : 0) })

const minutesOf = (time: RawTime): number => time.hour * 60 + time.minute

const clock = (time: RawTime): string => `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`

const note = (blocking: boolean, taken: RawTime, other: RawTime): Doubt => ({
  code: 'date-invalid',
  blocking,
  detail: `Only one of both times says am or pm: ${clock(taken)} was taken beside ${clock(other)}.`,
})

/**
 * "12:01 - 5:00 AM": the meridiem of the end is the start's too, if that keeps them in order; else, and when only the
 * start has one, it blocks.
 */
export const shareMeridiem = (first: RawTime | null, last: RawTime | null): SharedMeridiem => {
  if (!first || !last) return { first, last, doubts: [] }
  if (last.meridiem !== null && couldBeHalf(first)) {
    const pm = last.meridiem === 'pm'
    const same = as(first, pm)
    const ordered = minutesOf(same) < minutesOf(last)
    const taken = ordered ? same : as(first, !pm)
    return { first: taken, last, doubts: [note(!ordered, taken, last)] }
  }
  if (first.meridiem !== null && couldBeHalf(last) && !last.padded) {
    return { first, last, doubts: [note(true, last, first)] }
  }
  return { first, last, doubts: [] }
}
