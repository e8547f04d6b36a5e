import type { Ruling } from '../../maintenance/maintenance.ts'
import type { Believed } from '../../store/store.ts'
import type { FormValues, Problem } from '../edit-form.ts'
import type { EventChange } from '../imagine.ts'
import type { Item } from '../item.ts'
import type { ShownPart } from '../mail-view.ts'
import type { Mark } from '../marks.ts'

/** Everything that the page of a question shows. */
export interface ItemView {
  readonly item: Item
  readonly marks: readonly Mark[]
  /** The mail has an HTML text, and it is asked for. */
  readonly html: boolean
  readonly hasHtml: boolean
  readonly parts: readonly ShownPart[]
  readonly authenticity: string | null
  readonly values: FormValues | null
  readonly problems: readonly Problem[]
  /** Null: nothing would change by approval. */
  readonly changes: readonly EventChange[] | null
  /** Somebody else was faster: what they said. Null: nobody was. */
  readonly overtaken: readonly Ruling[] | null
  readonly reply: string
  readonly find: string
  readonly found: readonly Believed[]
  readonly previous: string | null
  readonly next: string | null
  readonly now: Date
  vendorTitle(vendor: string): string
}
