import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** The tests of one module (`MUTATE_TESTS`), and, for the pass over the limits, one number of it taken away (`MUTATE_LIMIT`). */
const { MUTATE_TESTS = '', MUTATE_LIMIT } = process.env

const withoutLimit = (written: string) => {
  const [file = '', line = '', to = ''] = JSON.parse(written) as [string, string, string]
  return {
    name: 'limit-taken-away',
    enforce: 'pre' as const,
    load(id: string) {
      if (!id.split('?')[0]?.endsWith(`/${file}`)) return null
      const lines = readFileSync(id.split('?')[0] ?? '', 'utf8').split('\n')
      return lines.with(Number(line), to).join('\n')
    },
  }
}

export default defineConfig({
  plugins: MUTATE_LIMIT === undefined ? [] : [withoutLimit(MUTATE_LIMIT)],
  test: {
    include: MUTATE_TESTS.split(','),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC', NO_PROXY: '127.0.0.1,localhost' },
  },
})
