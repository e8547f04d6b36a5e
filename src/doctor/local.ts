import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { readOwners } from '../alerts/owners.ts'
import type { Config } from '../config.ts'
import { rotaFor } from '../digest/gather.ts'
import { namesOf, onDuty } from '../digest/rota.ts'
import { addWeeks, weekOf } from '../digest/week.ts'
import { readInventory } from '../maintenance/circuits.ts'
import { dataFile } from '../paths.ts'
import { readZoneTable } from '../reading/zones.ts'
import type { Store } from '../store/store.ts'
import { bad, type Check, type Finding, messageOf, ok, skip, warn } from './check.ts'

/** Checks of this machine and its files. */

const MB = 1024 * 1024
const leastFree = 200 * MB

const canWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / MB).toLocaleString('en')} MB`

const databaseFinding = async (path: string, store: Store | null): Promise<Finding> => {
  if (store === null) return skip(`${path} does not exist yet; the first sync makes it.`)
  const damage = await store.damage()
  if (damage.length > 0)
    return bad(`${path} is damaged: ${damage.slice(0, 3).join('; ')}.`, 'Restore the last backup (docs/operations.md).')
  const mode = statSync(path).mode & 0o077
  if (mode !== 0) return warn(`${path} may be read by others.`, `chmod 600 ${path}`)
  return ok(`${path}: sound, ${megabytes(statSync(path).size)}.`)
}

export const databaseCheck = (config: Config, store: Store | null): Check => ({
  id: 'database',
  title: 'Database',
  run: () => databaseFinding(config.MAINTCAL_DB, store),
})

const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder))

export const diskCheck = (config: Config): Check => ({
  id: 'disk',
  title: 'Free disk',
  run: async () => {
    const folder = existing(dirname(config.MAINTCAL_DB))
    if (!canWrite(folder))
      return bad(`${folder} cannot be written to.`, 'Give the folder to the user that runs maintcal.')
    const { bavail, bsize } = statfsSync(folder)
    const free = bavail * bsize
    const size = existsSync(config.MAINTCAL_DB) ? statSync(config.MAINTCAL_DB).size : 0
    if (free < leastFree || free < size)
      return bad(
        `${megabytes(free)} are free at ${folder}.`,
        'Make room; a backup needs as much as the database again.',
      )
    return ok(`${megabytes(free)} are free at ${folder}.`)
  },
})

const oldestNode = [20, 19] as const

export const nodeCheck = (version: string): Check => ({
  id: 'node',
  title: 'Node.js',
  run: async () => {
    const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
    const old = major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
    return old ? bad(`${version} is too old.`, `Install ${oldestNode.join('.')} or newer.`) : ok(version)
  },
})

/** Zone rules change several times a year; older ones than this have missed some. */
const oldZoneDays = 550

/** `tz`: release of the zone data, such as `2026a`; each letter is about three months. */
export const zonesCheck = (tz: string | undefined, now: Date): Check => ({
  id: 'zones',
  title: 'Time zone data',
  run: async () => {
    const [, year, letter] = /^(\d{4})([a-z])/.exec(tz ?? '') ?? []
    if (year === undefined || letter === undefined)
      return warn('Node does not tell which release of the zone data it has.', 'Install a Node.js with full ICU.')
    const months = (letter.charCodeAt(0) - 97) * 3
    const days = (now.getTime() - Date.UTC(Number(year), months, 1)) / 86_400_000
    return days > oldZoneDays
      ? warn(`Release ${tz} is older than ${Math.round(oldZoneDays / 30)} months.`, 'Update Node.js: zones change.')
      : ok(`Release ${tz}.`)
  },
})

/** `read` is what a run reads the file with, so that nothing passes here that fails there. */
const reading = (title: string, read: () => unknown): readonly string[] => {
  try {
    read()
    return []
  } catch (error) {
    return [`${title}: ${messageOf(error)}`]
  }
}

export const filesCheck = (config: Config): Check => ({
  id: 'files',
  title: 'Reference data',
  run: async () => {
    const circuits = config.CIRCUITS_FILE ?? dataFile('circuits.csv')
    const owners = config.OWNERS_FILE ?? dataFile('owners.csv')
    const mistakes = [
      ...reading('CIRCUITS_FILE', () => readInventory(readFileSync(circuits, 'utf8'), circuits)),
      ...reading('OWNERS_FILE', () => readOwners(readFileSync(owners, 'utf8'))),
      ...reading('ZONES_FILE', () => readZoneTable(config.ZONES_FILE ?? dataFile('zones.json'))),
    ]
    return mistakes.length === 0
      ? ok('Circuits, owners and zones can be read.')
      : bad(mistakes.join(' '), 'Mend the file that is named.')
  },
})

export const rotaCheck = (config: Config, now: Date): Check => ({
  id: 'rota',
  title: 'Rota',
  run: async () => {
    const { rota, mistake } = rotaFor(config)
    if (mistake !== null) return bad(mistake, 'Mend the rota; until then the digest goes to DIGEST_TO only.')
    const week = weekOf(now.toISOString())
    const empty = [week, addWeeks(week, 1)].filter((one) => onDuty(rota, one).clinicians.length === 0)
    const { clinicians } = onDuty(rota, week)
    if (empty.length > 0)
      return warn(`Nobody is on duty in ${empty.join(' and ')}.`, 'Fill in the rota, if somebody is.')
    const silent = clinicians.filter(({ email }) => email === null)
    return silent.length > 0
      ? warn(`${namesOf(silent)} has no address in the rota, and gets no digest of their own.`, 'Add the address.')
      : ok(`${namesOf(clinicians)} in ${week}.`)
  },
})

export const metricsCheck = (config: Config): Check => ({
  id: 'metrics',
  title: 'Metrics file',
  run: async () => {
    const path = config.METRICS_FILE
    if (path === undefined) return skip('METRICS_FILE is not set.')
    return canWrite(dirname(path))
      ? ok(path)
      : bad(
          `${dirname(path)} cannot be written to.`,
          'Give maintcal the right to write there: the file is renamed into place.',
        )
  },
})
