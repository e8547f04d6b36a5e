import type { AlertGroup } from '../alerts/group.ts'
import type { GroupFacts } from '../alerts/task.ts'
import type { Inventory } from '../maintenance/circuits.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Risk } from '../maintenance/overlap.ts'
import type { MailSummary, MailTally, OpenQuestion, RunRecord, StepRecord, TaskProposal } from '../store/store.ts'
import type { Rota } from './rota.ts'
import type { Weekday } from './week.ts'

/** A sub-task as the tracker shows it, with what people did to it. */
export interface DigestTask {
  readonly id: number
  readonly title: string
  readonly closed: boolean
  /** It carries the marker of maintcal. */
  readonly ours: boolean
  readonly createdAt: string
  /** When a person last wrote in it or changed it; null: nobody ever did. */
  readonly answeredAt: string | null
  /** When maintcal last opened it again. */
  readonly reopenedAt: string | null
}

export interface DigestGroup {
  readonly group: AlertGroup
  readonly facts: GroupFacts
  readonly recurrent: boolean
  readonly task: number | null
  /** Silence was told in its task, and lasts. */
  readonly silent: boolean
}

export interface DigestMail {
  readonly mail: MailSummary
  /** Ids of the Maintenances that it was counted to. */
  readonly maintenances: readonly string[]
}

/** How an address is made from a name; null: there is none. */
export interface DigestLinks {
  /** The event of a work on a day (`YYYY-MM-DD`). */
  event(maintenance: string, day: string): string | null
  question(question: OpenQuestion): string | null
  task(id: number): string | null
  readonly reviewPage: string | null
}

/** Everything that a digest is made of. Plain data but for `links`. */
export interface DigestFacts {
  readonly week: string
  /** ISO UTC */
  readonly now: string
  readonly rota: Rota
  /** Why there is no rota, in words. */
  readonly rotaMistake: string | null
  readonly works: readonly Maintenance[]
  readonly questions: readonly { readonly question: OpenQuestion; readonly mail: MailSummary | null }[]
  /** Overlaps to come, also those that leave something of their group. */
  readonly risks: readonly Risk[]
  /** Keys of those that a person has seen: they need nobody any more. */
  readonly seenRisks: ReadonlySet<string>
  readonly inventory: Inventory
  /** Mails of vendors in the period. */
  readonly mails: readonly DigestMail[]
  /** Of the last 26 weeks. */
  readonly tally: readonly MailTally[]
  readonly groups: readonly DigestGroup[]
  /** Sub-tasks of the parent; null: no tracker, or it did not answer. */
  readonly tasks: readonly DigestTask[] | null
  readonly tasksMistake: string | null
  /** `T132324` */
  readonly parent: string
  readonly proposals: readonly TaskProposal[]
  /** Runs of the period, newest first. */
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
  readonly waiting: number
  readonly digestDay: Weekday
  vendorTitle(vendor: string): string
  readonly links: DigestLinks
}
