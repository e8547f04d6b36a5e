import type { PlannedWrite } from './settle-calendar.ts'

export interface TaskCounts {
  readonly created: number
  readonly updated: number
  readonly reopened: number
  readonly failed: number
}

/** What root@ mail asks of a run. */
export interface AlertSteps {
  /** Takes stored root@ mails that have no outcome yet into groups of alerts. */
  recognise(options: { readonly at: string; readonly signal: AbortSignal }): Promise<number>
  /** Brings the tracker to what is wanted; tells what failed. */
  settle(options: { readonly now: Date; readonly dryRun: boolean; readonly signal: AbortSignal }): Promise<{
    readonly counts: TaskCounts
    readonly plan: readonly PlannedWrite[]
    readonly failures: readonly string[]
  }>
}
