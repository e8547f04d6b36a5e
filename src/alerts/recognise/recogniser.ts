import type { AlertInput } from '../input.ts'

/**
 * What a recogniser says of one occurrence. It names the trouble either by fixed words (`key`: a type, a service; nothing
 * else of the mail counts) or by lines of output (`output`), which are ranked and masked in one place for all.
 */
export interface Draft {
  readonly kind: string
  readonly unit: string
  readonly host: string | null
  readonly event: string | null
  /** Words that are the same on every host and day. */
  readonly key?: readonly string[]
  /** Lines of a program's output. */
  readonly output?: readonly string[]
  /** Only the first of the gravest lines counts: the Subject has said the rest. */
  readonly firstOnly?: boolean
  /** What people see as example; the mail's body unless given. */
  readonly shown?: readonly string[]
}

export interface Body {
  /** Lines as sent, without colour codes. */
  readonly lines: readonly string[]
}

/** One family of mails. Pure; `null` means "not mine". */
export interface Recogniser {
  readonly name: string
  /** Counted up whenever a mail may get another signature by a change of this file. */
  readonly version: number
  /** `subject` is the mail's, without `Re:` and list prefix. */
  readonly recognise: (subject: string, input: AlertInput, body: Body) => readonly Draft[] | null
}
