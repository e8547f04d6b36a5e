/** One occurrence in a root@ mail (a mail may hold several). */
export interface Alert {
  /** `cron`, `systemd-timer`, `mdadm`, `smartd`, … or `unknown` */
  readonly kind: string
  /** What is in trouble, without host and user: program + subcommand, script, service, device class. */
  readonly unit: string
  readonly host: string | null
  /** `failed`, `problem`, `recovery`, `DegradedArray`, … */
  readonly event: string | null
  /** Masked lines that tell the trouble; order and count do not matter. */
  readonly evidence: readonly string[]
  /** Example for people: masked, secrets removed, at most 40 lines. */
  readonly example: string
}

/** The stable name of a recurring trouble: `v1|kind|unit|hash of masked evidence`; never depends on other mails. */
export type Signature = string
