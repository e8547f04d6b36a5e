import { referenceRows } from '../reference-csv.ts'
import { normaliseId } from './keys.ts'

/** One line of `data/circuits.csv`. */
export interface InventoryCircuit {
  readonly circuit: string
  readonly vendor: string
  readonly site: string
  readonly provider: string
  /** Circuits of one group stand in for each other. */
  readonly group: string
}

/** Circuits by normalised id. */
export type Inventory = ReadonlyMap<string, InventoryCircuit>

export const emptyInventory: Inventory = new Map()

const columns = ['circuit', 'vendor', 'site', 'provider', 'group'] as const

type Column = (typeof columns)[number]
type Row = Readonly<Record<string, unknown>>

/** Our own names of the columns first, then those of NetBox: its table as CSV, and its API (docs: models/circuits/circuit). */
const aliases: Readonly<Record<Column, readonly string[]>> = {
  circuit: ['circuit', 'circuit id', 'cid'],
  vendor: ['vendor'],
  site: ['site', 'termination_a', 'side a', 'termination a', 'site a', 'a side'],
  provider: ['provider'],
  group: ['group', 'redundancy group', 'redundancy_group', 'redundancy-group', 'circuit group', 'assignments'],
}

const bag = (value: unknown): Row => (typeof value === 'object' && value !== null ? (value as Row) : {})

/** NetBox tells another object whole: its name counts. Of a termination, the place at its end (before 4.2: `site`). */
const nameOf = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim()
  if (Array.isArray(value)) return nameOf(value[0])
  const { group, termination, site, name, display } = bag(value)
  for (const inner of [group, termination, site, name, display]) {
    if (inner === undefined || inner === null) continue
    return nameOf(inner)
  }
  return ''
}

const rowOf = (given: Row): Row => {
  const fields = { ...given, ...bag(given.custom_fields) }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.trim().toLowerCase(), value]))
}

/** Rows of a table, or circuits of NetBox's API, by normalised id. */
export const inventoryOf = (given: readonly Row[]): Inventory => {
  const inventory = new Map<string, InventoryCircuit>()
  for (const row of given.map(rowOf)) {
    const pick = (column: Column): string => {
      for (const alias of aliases[column]) {
        const found = nameOf(row[alias])
        if (found !== '') return found
      }
      return ''
    }
    const circuit = pick('circuit')
    const id = normaliseId(circuit)
    const [vendor, site, provider, group] = [pick('vendor'), pick('site'), pick('provider'), pick('group')]
    if (id !== '') inventory.set(id, { circuit, vendor, site, provider, group })
  }
  return inventory
}

const rowsOfCsv = (csv: string, name: string): readonly Row[] =>
  referenceRows(
    csv,
    (reason) =>
      new Error(`${name} cannot be read as CSV: ${reason}. Mend the file; its columns are ${columns.join(',')}.`),
  )

const rowsOfJson = (json: string, name: string): readonly Row[] => {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new Error(`${name} begins like JSON, but is none. Export it again.`)
  }
  const list = Array.isArray(value) ? value : bag(value).results
  if (!Array.isArray(list))
    throw new Error(`${name} holds no list of circuits. Export them from NetBox as JSON or CSV.`)
  return list.map(bag)
}

/**
 * Reads a list of circuits: CSV with a header line (`circuit,vendor,site,provider,group` in any order; all may be missing but
 * `circuit`), NetBox's table of circuits as CSV, or what NetBox's API answers as JSON.
 * Throws an Error in words for people when the text is no such list.
 */
export const readInventory = (text: string, name: string): Inventory => {
  const rows = /^\uFEFF?\s{0,99}[[{]/.test(text) ? rowsOfJson(text, name) : rowsOfCsv(text, name)
  const isList = rows.length === 0 || rows.some((row) => aliases.circuit.some((alias) => alias in row))
  if (!isList) throw new Error(`${name} has no column "circuit". Its columns should be ${columns.join(',')}.`)
  return inventoryOf(rows)
}

/** Ids are compared without blanks and punctuation, and whole: a part of an id is another id. */
export const findCircuit = (inventory: Inventory, id: string): InventoryCircuit | null =>
  inventory.get(normaliseId(id)) ?? null
