import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { type Config, ConfigError } from './config.ts'
import type { Inventory } from './maintenance/circuits.ts'
import { dataFile } from './paths.ts'

export type CircuitsConfig = Pick<Config, 'CIRCUITS_FILE' | 'CIRCUITS_URL' | 'CIRCUITS_TOKEN' | 'MAINTCAL_DB'>

export interface Circuits {
  readonly inventory: Inventory | null
  /** Why it may be old, one line each. */
  readonly troubles: readonly string[]
}

/** NetBox is asked at most this often; a list of circuits changes in days. */
const hour = 3_600_000
const requestMilliseconds = 30_000

/** What NetBox said last stands beside the database, so that a NetBox that is down keeps nothing. */
const cacheOf = ({ MAINTCAL_DB }: CircuitsConfig): string => `${MAINTCAL_DB}.circuits.json`

const fromFile = async (path: string): Promise<Inventory> => {
  const { readInventory } = await import('./maintenance/circuits.ts')
  try {
    return readInventory(readFileSync(path, 'utf8'), path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError([`CIRCUITS_FILE cannot be used: ${why}. Example: data/circuits.csv`])
  }
}

const writeWhole = (path: string, text: string): void => {
  writeFileSync(`${path}.tmp`, text, { mode: 0o600 })
  renameSync(`${path}.tmp`, path)
}

const refresh = async (config: CircuitsConfig, url: string, now: number): Promise<readonly string[]> => {
  const cache = cacheOf(config)
  const age = now - (statSync(cache, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  if (age >= 0 && age < hour) return []
  const { netboxCircuits, NetboxError } = await import('./netbox.ts')
  try {
    const token = config.CIRCUITS_TOKEN?.reveal() ?? ''
    writeWhole(cache, JSON.stringify(await netboxCircuits({ url, token, timeoutMs: requestMilliseconds, fetch })))
    return []
  } catch (error) {
    if (!(error instanceof NetboxError)) throw error
    const meanwhile = existsSync(cache) ? 'The list of the last time is used' : 'Events lack sites and groups'
    return [`${error.message} ${meanwhile}; maintcal tries again in the next run that writes events.`]
  }
}

/** The list of circuits that the configuration names, or the one that ships with the package. `ask`: NetBox may be asked. */
export const circuitsFor = async (config: CircuitsConfig, ask: boolean): Promise<Circuits> => {
  if (config.CIRCUITS_URL === undefined) {
    const path = config.CIRCUITS_FILE ?? dataFile('circuits.csv')
    const none = config.CIRCUITS_FILE === undefined && !existsSync(path)
    return { inventory: none ? null : await fromFile(path), troubles: [] }
  }
  const troubles = ask ? await refresh(config, config.CIRCUITS_URL, Date.now()) : []
  const cache = cacheOf(config)
  return { inventory: existsSync(cache) ? await fromFile(cache) : null, troubles }
}

/** Changes when the list does. */
export const circuitsName = (config: CircuitsConfig): string => {
  if (config.CIRCUITS_URL !== undefined) {
    const cache = cacheOf(config)
    return existsSync(cache) ? createHash('sha256').update(readFileSync(cache)).digest('hex').slice(0, 16) : 'none'
  }
  const file = statSync(config.CIRCUITS_FILE ?? dataFile('circuits.csv'), { throwIfNoEntry: false })
  return `${file?.size ?? 0} ${file?.mtimeMs ?? 0}`
}
