/** Vendors from outside the repository (VENDORS_DIR): the same contract, checked when they are loaded. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Vendor } from './contract.ts'
import * as contract from './vendor.ts'

/** What an outside vendor's file may use: all readers of the contract, handed in because it cannot import them. */
export type Kit = typeof contract

export class VendorError extends Error {
  constructor(file: string, what: string) {
    super(`VENDORS_DIR: ${file}: ${what}`)
    this.name = 'ConfigError'
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isFormat = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value.name === 'string' &&
  Array.isArray(value.when) &&
  value.when.length > 0 &&
  value.when.every((w) => typeof w === 'function')

/** What is wrong with a vendor, in words, or null. */
const fault = (value: unknown): string | null => {
  if (!isRecord(value)) return 'it exports no vendor.'
  const slug = value.name
  if (typeof slug !== 'string' || !/^[a-z][a-z0-9]{1,40}$/.test(slug))
    return '`name` must be a slug of small letters and digits, as `acme`.'
  if (typeof value.title !== 'string' || value.title === '') return '`title` is missing.'
  if (!Array.isArray(value.senders) || !value.senders.every((s) => typeof s === 'string' && s === s.toLowerCase()))
    return '`senders` must be domains or addresses in small letters.'
  if (!(value.brand instanceof RegExp)) return '`brand` must be a regular expression.'
  if (value.zone !== null && typeof value.zone !== 'string')
    return '`zone` must be an IANA zone, an offset like `UTC+08:00`, or null.'
  if (value.dateOrder !== null && !['dmy', 'mdy', 'ymd'].includes(String(value.dateOrder)))
    return '`dateOrder` must be `dmy`, `mdy`, `ymd` or null.'
  if (!Array.isArray(value.formats) || !value.formats.every(isFormat))
    return 'each of `formats` needs a `name` and a `when` with at least one recogniser.'
  return null
}

const isVendor = (value: unknown): value is Vendor => fault(value) === null

/** `maker`: an exported function of the kit, or the vendor itself. */
const made = (file: string, maker: unknown): Vendor => {
  const value: unknown = typeof maker === 'function' ? maker(contract satisfies Kit) : maker
  if (!isVendor(value)) throw new VendorError(file, fault(value) ?? 'it is no vendor.')
  return value
}

/**
 * Loads each `*.js` and `*.mjs` of a folder. A file exports vendors, or functions that make one of the kit:
 * `export const acme = ({ field, says }) => ({ name: 'acme', … })`. Throws a VendorError that names file and fault.
 */
export const loadVendors = async (folder: string): Promise<readonly Vendor[]> => {
  const names = await readdir(folder).catch(() => {
    throw new VendorError(folder, 'the folder cannot be read.')
  })
  const vendors: Vendor[] = []
  for (const name of names.filter((n) => /\.m?js$/.test(n)).sort()) {
    const module: unknown = await import(pathToFileURL(join(folder, name)).href).catch((error: unknown) => {
      throw new VendorError(
        name,
        `it cannot be loaded: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}.`,
      )
    })
    const makers = isRecord(module) ? Object.values(module) : []
    if (makers.length === 0) throw new VendorError(name, 'it exports nothing.')
    vendors.push(...makers.map((maker) => made(name, maker)))
  }
  return vendors
}

/** Own vendors come first, and replace a built-in one of the same name. */
export const withOwn = (builtIn: readonly Vendor[], own: readonly Vendor[]): readonly Vendor[] => {
  const names = new Set(own.map((v) => v.name))
  return [...own, ...builtIn.filter((v) => !names.has(v.name))]
}
