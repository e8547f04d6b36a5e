import { errorWords } from './store/failure.ts'
import type { RunStore } from './store/store.ts'

/** What a step came to: sentences about what failed (none: all is well), or null when there was nothing to do. */
export type StepResult = readonly string[] | null

/** What the steps of a run came to so far. */
export interface StepReport {
  /** One line each for cron's mail; none twice. */
  readonly failures: readonly string[]
  /** Milliseconds by step. */
  readonly durations: Readonly<Record<string, number>>
  /** By step, what failed first; null: it succeeded. */
  readonly steps: Readonly<Record<string, string | null>>
}

/** What failed when the database takes no notes, under the name of a step. */
export const databaseStep = 'database'

export interface Stepper {
  /** Does the work, unless the run was told to stop; whatever it throws is noted and thrown no further. */
  step(name: string, work: () => Promise<StepResult>): Promise<void>
  /** The value, or `instead` with a note of what failed: for what is told and not done. */
  value<T>(work: () => Promise<T>, instead: T): Promise<T>
  report(): StepReport
}

/**
 * Runs steps one after another. One that fails is noted, told at the end, and keeps no other from its work; nor does a
 * database that takes no note of it.
 */
export const stepper = (
  edges: { readonly runs: RunStore; readonly signal: AbortSignal; ticks(): number },
  at: string,
  before: StepReport = { failures: [], durations: {}, steps: {} },
): Stepper => {
  const failures = new Set(before.failures)
  const durations: Record<string, number> = { ...before.durations }
  const steps: Record<string, string | null> = { ...before.steps }
  // Each refusal may cost the whole time that a locked database is waited for: one is enough.
  let notes = true
  const note = async (name: string, message: string | null): Promise<void> => {
    if (!notes) return
    await edges.runs.step(name, at, message).catch((error: unknown) => {
      notes = false
      steps[databaseStep] = errorWords(error)
      failures.add(errorWords(error))
    })
  }
  return {
    step: async (name, work) => {
      if (edges.signal.aborted) return
      const began = edges.ticks()
      const said = await work().catch((error: unknown) => [errorWords(error)])
      if (said === null) return
      durations[name] = edges.ticks() - began
      steps[name] = said[0] ?? null
      for (const failure of said) failures.add(failure)
      await note(name, said[0] ?? null)
    },
    value: (work, instead) =>
      work().catch((error: unknown) => {
        failures.add(errorWords(error))
        return instead
      }),
    report: () => ({ failures: [...failures], durations: { ...durations }, steps: { ...steps } }),
  }
}
