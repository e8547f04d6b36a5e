import type { Config } from '../config.ts'
import type { Store } from '../store/store.ts'
import type { Shell } from './shell.ts'

/** Opens the configured database for a command, and closes it whatever happens. */
export const withStore = async <T>(shell: Shell, work: (store: Store, config: Config) => Promise<T>): Promise<T> => {
  const [config, { openStore }] = await Promise.all([shell.config(), import('../store/open.ts')])
  const store = openStore(config.MAINTCAL_DB)
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}

/** For commands that change belief: not while a run does. Null if one is under way. */
export const withLock = async <T>(shell: Shell, work: () => Promise<T>): Promise<T | null> => {
  const [config, { takeLock }] = await Promise.all([shell.config(), import('../store/lock.ts')])
  const lock = takeLock(`${config.MAINTCAL_DB}.lock`)
  if (lock === null) return null
  try {
    return await work()
  } finally {
    lock.release()
  }
}
