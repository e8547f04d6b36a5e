import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Believed, Store } from '../store/store.ts'
import { firstStart } from './words.ts'

const day = 86_400_000
const dayName = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const wordsOf = (m: Maintenance): string =>
  [
    m.vendor,
    ...m.maintenanceIds,
    m.subject,
    m.summary ?? '',
    m.location ?? '',
    ...m.circuits.map(({ id }) => id),
    ...m.windows.map(({ start }) => start),
  ]
    .join('\n')
    .toLowerCase()

/** Works of the last two months and to come that hold all the words, the vendor's own first. */
export const searchWorks = async (
  store: Store,
  text: string,
  options: {
    readonly now: Date
    readonly vendor: string | null
    readonly except: string | null
    readonly limit: number
  },
): Promise<readonly Believed[]> => {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const near = await store.belief.since(dayName(options.now.getTime() - 60 * day))
  const found = near.filter(({ maintenance }) => {
    if (maintenance.id === options.except) return false
    const all = wordsOf(maintenance)
    return words.every((word) => all.includes(word))
  })
  const foreign = ({ maintenance }: Believed): number => (maintenance.vendor === options.vendor ? 0 : 1)
  const start = ({ maintenance }: Believed): string => firstStart(maintenance.windows) ?? '9999'
  return found.sort((a, b) => foreign(a) - foreign(b) || (start(a) < start(b) ? -1 : 1)).slice(0, options.limit)
}

/** A work's name for people. */
export const workName = (m: Pick<Maintenance, 'maintenanceIds' | 'subject'>): string =>
  m.maintenanceIds[0] ?? `“${m.subject.slice(0, 80)}”`
