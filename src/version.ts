import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './paths.ts'

/** The version of the package: its rules come and go with it. */
export const packageVersion = (): string => {
  const described: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  return typeof described === 'object' && described !== null && 'version' in described ? String(described.version) : '0'
}
