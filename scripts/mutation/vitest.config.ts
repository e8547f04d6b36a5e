import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** The tests of one module (`MUTATE_TESTS`), and what is changed in it where not Stryker changes it (`MUTATE_PATCH`). */
const { MUTATE_TESTS = '', MUTATE_SECONDS = '60', MUTATE_PATCH } = process.env

const patched = (written: string) => {
  const { module, from, to, text } = JSON.parse(written) as {
    readonly module: string
    readonly from: number
    readonly to: number
    readonly text: string
  }
  return {
    name: 'patched',
    enforce: 'pre' as const,
    // Tests that make a mail larger than the table says ask the table as it was.
    resolveId(source: string, importer: string | undefined) {
      const asked =
        module === 'src/mail/limits.ts' && source.endsWith('/mail/limits.ts') && importer?.includes('/tests/')
      return asked === true ? `${process.cwd()}/${module}?as-it-was` : null
    },
    load(id: string) {
      const [file = '', query] = id.split('?')
      if (!file.endsWith(`/${module}`) || query === 'as-it-was') return null
      const source = readFileSync(file, 'utf8')
      return source.slice(0, from) + text + source.slice(to)
    },
  }
}

export default defineConfig({
  plugins: MUTATE_PATCH === undefined ? [] : [patched(MUTATE_PATCH)],
  test: {
    include: MUTATE_TESTS.split(','),
    testTimeout: Number(MUTATE_SECONDS) * 1000,
    hookTimeout: Number(MUTATE_SECONDS) * 1000,
    env: { TZ: 'UTC', NO_PROXY: '127.0.0.1,localhost' },
  },
})
