/** What a soak found, in figures. */
import type { Loss } from './accounts.ts'

export interface KindOfFault {
  readonly name: string
  /** How often it was caused; how often a run met it; how often all was well again afterwards. */
  readonly caused: number
  readonly met: number
  readonly survived: number
  /** Exit codes (or the signal) of the runs, by how often. */
  readonly ends: Readonly<Record<string, number>>
}

export interface Report {
  readonly seed: number
  readonly runsADay: number
  readonly mails: number
  readonly runs: { readonly all: number; readonly faulty: number; readonly undisturbed: number }
  readonly faults: readonly KindOfFault[]
  readonly lost: number
  readonly doubled: number
  readonly silentlyWrong: number
  readonly editsKept: number
  readonly events: number
  readonly tasks: number
  /** Days on which truth and `doctor --audit` were compared and agreed. */
  readonly balanced: readonly string[]
  readonly seconds: number
  /** What did not balance, in which run. */
  readonly failure: { readonly run: number; readonly faults: readonly string[]; readonly message: string } | null
}

interface Ending {
  readonly mails: number
  readonly kept: number
  readonly events: number
  readonly tasks: number
}

export interface Tally {
  /** `faults`: those that this run and the ones before it at this moment are to meet. */
  begin(run: number, faults: readonly string[]): void
  count(fault: string, met: boolean, end: string | number): void
  ran(moment: { readonly faulty: readonly unknown[]; readonly clean: boolean }): void
  /** All faults so far were without consequence. */
  survive(): void
  balanced(day: Date): void
  /** How to tell what there is at the end. */
  ending(told: () => Ending): void
  /** The accounts do not balance, in this run. */
  fail(found: { readonly message: string; readonly loss: Loss; readonly count: number }): void
  report(): Report
}

interface Counted {
  caused: number
  met: number
  survived: number
  ends: Record<string, number>
}

/** `ticks`: a steady clock in milliseconds. */
export const newTally = ({ seed, runsADay }: Pick<Report, 'seed' | 'runsADay'>, ticks: () => number): Tally => {
  const began = ticks()
  const kinds = new Map<string, Counted>()
  const runs = { all: 0, faulty: 0, undisturbed: 0 }
  const balanced: string[] = []
  let waiting: Counted[] = []
  let told = (): Ending => ({ mails: 0, kept: 0, events: 0, tasks: 0 })
  let run = 0
  let drawn: readonly string[] = []
  let failure: Report['failure'] = null
  /** The first imbalance ends the soak. */
  const losses: Record<Loss, number> = { lost: 0, doubled: 0, wrong: 0, other: 0 }
  return {
    begin: (number, named) => {
      run = number
      drawn = named
    },
    count: (fault, met, end) => {
      const kind = kinds.get(fault) ?? { caused: 0, met: 0, survived: 0, ends: {} }
      kinds.set(fault, kind)
      kind.caused += 1
      kind.ends[end] = (kind.ends[end] ?? 0) + 1
      if (!met) return
      kind.met += 1
      waiting.push(kind)
    },
    ran: ({ faulty, clean }) => {
      runs.all += faulty.length + (clean ? 1 : 0)
      runs.faulty += faulty.length
      runs.undisturbed += 1
    },
    survive: () => {
      for (const kind of waiting) kind.survived += 1
      waiting = []
    },
    balanced: (day) => balanced.push(day.toISOString().slice(0, 10)),
    ending: (given) => {
      told = given
    },
    fail: ({ message, loss, count }) => {
      losses[loss] += count
      failure = { run, faults: drawn, message }
    },
    report: () => {
      const { kept, ...counts } = told()
      return {
        seed,
        runsADay,
        runs: { ...runs },
        faults: [...kinds].map(([name, kind]) => ({ name, ...kind })).sort((a, b) => (a.name < b.name ? -1 : 1)),
        lost: losses.lost,
        doubled: losses.doubled,
        silentlyWrong: losses.wrong,
        ...counts,
        editsKept: kept,
        balanced,
        seconds: Math.round((ticks() - began) / 1000),
        failure,
      }
    },
  }
}

const row = (cells: readonly (string | number)[], widths: readonly number[]): string =>
  cells
    .map((cell, n) =>
      n === 0 || n === cells.length - 1 ? String(cell).padEnd(widths[n] ?? 0) : String(cell).padStart(widths[n] ?? 0),
    )
    .join('  ')
    .trimEnd()

/** The report as a table for people. */
export const reportText = (report: Report): string => {
  const { seed, runsADay, mails, runs, faults, failure, balanced } = report
  const often = runsADay === 1 ? '' : ` --runs-a-day ${runsADay}`
  const sum = (of: (kind: KindOfFault) => number): number => faults.reduce((all, kind) => all + of(kind), 0)
  const widths = [Math.max(5, ...faults.map(({ name }) => name.length)), 6, 5, 8, 0]
  const ends = (kind: KindOfFault): string =>
    Object.entries(kind.ends)
      .map(([end, many]) => `${end}: ${many}`)
      .join(', ')
  return [
    row(['fault', 'caused', 'met', 'survived', 'exit codes'], widths),
    ...faults.map((kind) => row([kind.name, kind.caused, kind.met, kind.survived, ends(kind)], widths)),
    row(['all', sum((k) => k.caused), sum((k) => k.met), sum((k) => k.survived), ''], widths),
    '',
    `${mails} mails, ${runs.all} runs (${runs.faulty} with faults), ${runs.undisturbed} undisturbed ones beside them, in ${report.seconds} s; seed ${seed}.`,
    `${report.events} events, ${report.tasks} tasks; lost ${report.lost}, doubled ${report.doubled}, silently wrong ${report.silentlyWrong}; ${report.editsKept} edits of people kept.`,
    `Truth and doctor --audit agreed ${balanced.length} times${balanced.length === 0 ? '' : `, last on ${balanced.at(-1)}`}.`,
    ...(failure === null
      ? ['The accounts balance.']
      : [
          `Run ${failure.run} (${failure.faults.join('; ') || 'no fault'}) does not balance: ${failure.message}`,
          `To repeat it: npm run soak -- --seed ${seed}${often} --upto ${failure.run}`,
        ]),
    '',
  ].join('\n')
}
