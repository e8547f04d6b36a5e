import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../src')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
const lines = (name: string) => readFileSync(join(root, name), 'utf8').split('\n')

describe('The Google client library', () => {
  it('is loaded at the first call only, and in one place: a run without it starts faster', () => {
    const loading = sources.flatMap((name) =>
      lines(name)
        .filter((line) => line.includes("'@googleapis/calendar'") && !line.startsWith('import type'))
        .map((line) => `${name}: ${line.trim()}`),
    )
    expect(loading).toEqual([
      "calendar/google/client.ts: const { auth, calendar } = await import('@googleapis/calendar')",
    ])
  })
})
