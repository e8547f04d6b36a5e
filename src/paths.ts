import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let root: string | null = null

/**
 * The folder of the package. The same code runs from `src/` and, built, from `dist/src/`, so the way up to
 * `package.json` is walked once instead of being counted.
 */
export const packageRoot = (): string => {
  if (root !== null) return root
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`maintcal's own package.json was not found above ${import.meta.url}.`)
    folder = parent
  }
  root = folder
  return folder
}

/** Path of a file that ships with the package in `data/`. */
export const dataFile = (name: string): string => join(packageRoot(), 'data', name)
