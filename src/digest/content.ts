/** The digest as plain data: what stands in it, in words and links, before anybody decides how it looks. */
import type { Impact, Status } from '../reading/notice.ts'
import type { Duty } from './rota.ts'
import type { Week } from './week.ts'

export interface Link {
  readonly text: string
  readonly href: string
}

/** Something that a person must do. */
export interface Need {
  readonly what: 'question' | 'conflict' | 'overlap' | 'task' | 'trouble'
  readonly title: string
  /** Why, one sentence each. */
  readonly reasons: readonly string[]
  /** Start of the work that it is about, ISO UTC; null: none. */
  readonly urgentAt: string | null
  readonly links: readonly Link[]
}

/** One window of one work. */
export interface UpcomingWork {
  /** `05:01–10:00`, `from Mon 16 23:00`, `all day`. */
  readonly time: string
  readonly vendor: string
  /** The vendor's id, or null. */
  readonly id: string | null
  readonly what: string
  readonly site: string | null
  readonly circuits: readonly string[]
  readonly circuitCount: number
  readonly impact: Impact | null
  readonly status: Status
  /** `backup date`, `not sure yet`, `at risk with …` */
  readonly marks: readonly string[]
  readonly links: readonly Link[]
}

export interface UpcomingDay {
  /** `YYYY-MM-DD` */
  readonly day: string
  readonly week: Week
  readonly works: readonly UpcomingWork[]
}

export type ChangeKind = 'new' | 'moved' | 'cancelled' | 'completed' | 'unconfirmed'

export interface ChangeItem {
  readonly kind: ChangeKind
  readonly title: string
  /** `old → new`, the window, or why. */
  readonly detail: string
  readonly links: readonly Link[]
}

export interface ThreadItem {
  readonly title: string
  /** What came after, newest last. */
  readonly followUps: readonly string[]
  readonly links: readonly Link[]
}

export interface SettledPost {
  readonly title: string
  readonly decision: string
  readonly link: string
}

export interface AlertItem {
  readonly title: string
  readonly count: number
  /** Five weeks, oldest first. */
  readonly weeks: readonly number[]
  readonly trend: 'new' | 'rising' | 'falling' | 'steady'
  readonly hosts: number
  readonly task: Link | null
}

export interface TaskItem {
  readonly what: 'filed' | 'reopened' | 'silent' | 'unanswered'
  readonly title: string
  readonly detail: string
  readonly link: Link | null
}

export interface VendorItem {
  readonly vendor: string
  readonly mails: number
  /** Of the mails about maintenance: the share that needed nobody, 0 to 1; null: none was about maintenance. */
  readonly unaided: number | null
}

export interface SilentVendor {
  readonly vendor: string
  readonly last: string
  readonly detail: string
}

export interface Health {
  readonly runs: number
  readonly failedRuns: number
  /** What went wrong, newest first, each once. */
  readonly failures: readonly string[]
  readonly steps: readonly {
    readonly step: string
    readonly lastSuccess: string | null
    readonly message: string | null
  }[]
  readonly waiting: number
  /** Mails first stored in the period that had been sent before it. */
  readonly stored: number
}

export interface DigestContent {
  readonly week: Week
  readonly subject: string
  /** When it was put together, ISO UTC. */
  readonly at: string
  /** The days of which changes are told: `[from, to)`, ISO UTC. */
  readonly from: string
  readonly to: string
  readonly duty: { readonly now: Duty; readonly next: Duty; readonly topic: string; readonly mistake: string | null }
  readonly counts: { readonly works: number; readonly needs: number; readonly changes: number }
  readonly reviewPage: string | null
  readonly needs: readonly Need[]
  readonly upcoming: readonly UpcomingDay[]
  readonly changes: readonly ChangeItem[]
  readonly threads: readonly ThreadItem[]
  readonly settled: readonly SettledPost[]
  readonly alerts: readonly AlertItem[]
  readonly tasks: readonly TaskItem[]
  readonly vendors: readonly VendorItem[]
  readonly silentVendors: readonly SilentVendor[]
  readonly health: Health
}
