/** Where sub-tasks live: what maintcal needs of Phabricator, behind a contract that tests and other trackers can fill. */

export interface TrackedTask {
  readonly id: number
  /** The tracker's own permanent name (a PHID). */
  readonly key: string
  readonly title: string
  readonly description: string
  /** The server's word: `open`, `resolved`, `declined`, … */
  readonly status: string
  readonly closed: boolean
  /** ISO UTC; null while open. */
  readonly closedAt: string | null
}

export interface NewTask {
  readonly title: string
  readonly description: string
}

export interface Tracker {
  /** For messages to people; no secret. */
  readonly name: string
  /** Link to a task. */
  url(id: number): string
  /** All sub-tasks of the parent, open and closed, by id. */
  subtasks(): Promise<readonly TrackedTask[]>
  /** One task as it stands now; null when it is gone or may not be seen. */
  task(key: string): Promise<TrackedTask | null>
  /** Makes a sub-task of the parent. @throws TrackerError; with `lost`, it may or may not have been made. */
  create(task: NewTask): Promise<{ readonly id: number; readonly key: string }>
  describe(key: string, description: string): Promise<void>
  comment(key: string, text: string): Promise<void>
  /** Opens a closed task with a comment; its owner, priority and title stay. */
  reopen(key: string, comment: string): Promise<void>
}

/**
 * - `configuration`: the token, the parent or a project is wrong; a person must act.
 * - `refused`: the server understood and said no; saying it again would not help.
 * - `unreachable`: nothing was done; the next run tries again.
 * - `lost`: the answer did not come, and what was asked may have been done.
 */
export type TrackerFailure = 'configuration' | 'refused' | 'unreachable' | 'lost'

/** A failure of the tracker in words for people; never holds a token. */
export class TrackerError extends Error {
  readonly failure: TrackerFailure
  constructor(failure: TrackerFailure, message: string) {
    super(message)
    this.name = 'TrackerError'
    this.failure = failure
  }
}
