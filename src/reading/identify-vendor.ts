/** Whose mail is it (senders), and how does it look (formats): two questions, because companies merge, resell and forward. */
import type { Mail } from '../mail/mail.ts'
import type { Format, Vendor, View } from './contract.ts'

/** Whether the address is the sender's, in its domain, or below it. */
const writesFor = (address: string, sender: string): boolean => {
  if (sender.includes('@')) return address === sender
  // Most senders are others: told before any string is made.
  return address.endsWith(sender) && '@.'.includes(address.charAt(address.length - sender.length - 1))
}

/** The vendor that an address writes for, or null. */
export const vendorOfAddress = (vendors: readonly Vendor[], address: string | null | undefined): Vendor | null =>
  address ? (vendors.find((v) => v.senders.some((s) => writesFor(address, s))) ?? null) : null

export interface Match {
  readonly vendor: Vendor
  readonly format: Format
}

// Plain loops: of a stranger's mail all formats of all vendors are asked.
const fits = ({ when }: Format, view: View): boolean => {
  for (const holds of when) if (!holds(view)) return false
  return true
}

const formatOf = (vendor: Vendor, view: View): Format | null => {
  for (const format of vendor.formats) if (fits(format, view)) return format
  return null
}

const namedIn = (vendor: Vendor, view: View): boolean =>
  vendor.brand.test(view.subject.text) || vendor.brand.test(view.text)

/** The own vendor's format, else one of another vendor that the mail names. */
const matchIn = (vendors: readonly Vendor[], own: Vendor | null, view: View): Match | null => {
  const format = own ? formatOf(own, view) : null
  if (own && format) return { vendor: own, format }
  for (const vendor of vendors) {
    const other = vendor === own ? null : formatOf(vendor, view)
    if (other && (namedIn(vendor, view) || (own && other.distinctive))) return { vendor, format: other }
  }
  return null
}

/** `'Lumen NOC' via Ops Maintenance`: a group had rewritten the inner From, and only the name is left. */
const vendorOfName = (vendors: readonly Vendor[], mail: Mail): Vendor | null => {
  const name = /^'?(.{2,80}?)'? via /.exec(mail.forwarded?.from?.name ?? '')?.[1]
  return name ? (vendors.find((v) => v.brand.test(name)) ?? null) : null
}

export interface Origin {
  /** Whose work it is; null for a stranger. */
  readonly vendor: Vendor | null
  /** The address belongs to the vendor (directly, not by an inner forwarded header). */
  readonly bySender: boolean
  readonly format: Match | null
}

/**
 * The vendor by sender, else by the forwarded mail's sender, else by format.
 * A known sender's mail in another vendor's format stays the sender's (a reseller passes mails on).
 */
export const originOf = (mail: Mail, vendors: readonly Vendor[], views: readonly View[]): Origin => {
  const bySender = vendorOfAddress(vendors, mail.sender?.address)
  const inner = bySender ?? vendorOfAddress(vendors, mail.forwarded?.from?.address) ?? vendorOfName(vendors, mail)
  let match: Match | null = null
  for (const view of views) {
    match = matchIn(vendors, inner, view)
    if (match) break
  }
  return { vendor: inner ?? match?.vendor ?? null, bySender: bySender !== null, format: match }
}
