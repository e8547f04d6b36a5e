import type { Address } from '../mail/mail.ts'

/** What the recognisers read of one root@ mail. Plain data, so that a test or a bounce's embedded original can make one. */
export interface AlertInput {
  /** Decoded and unfolded. */
  readonly subject: string
  readonly from: Address | null
  readonly to: readonly Address[]
  /** Lower-case name → values, top first. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** The body as the program wrote it: decoded, original lines, `\n` between them; HTML-only mails as shown text. */
  readonly text: string
  /** Messages within the mail (a bounce's original). */
  readonly embedded: readonly AlertInput[]
}

/** What the site knows of its own host names; all lower case. */
export interface Site {
  /** Short and full names of known hosts. */
  readonly hosts: ReadonlySet<string>
  /** Domain suffixes whose names are hosts, without the leading dot. */
  readonly domains: readonly string[]
}

/**
 * Suffixes that are host names wherever they stand. `.local` and `.internal` are absent on purpose:
 * `rc.local`, `settings.local` and `jdk.internal` are files and modules.
 */
export const NO_INVENTORY: Site = {
  hosts: new Set(),
  domains: [
    'localdomain',
    'lan',
    'wmnet',
    'wmflabs',
    'wikimedia.cloud',
    'compute.internal',
    'ec2.internal',
    'home.arpa',
  ],
}

/** The first value of a header, or ''. */
export const header = (input: AlertInput, name: string): string => input.headers.get(name)?.[0] ?? ''
