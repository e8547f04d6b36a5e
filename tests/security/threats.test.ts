import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

const text = readFileSync(join(packageRoot(), 'docs', 'security.md'), 'utf8')
const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| what /.test(line))
const named = [...text.matchAll(/`(tests\/[^`]{1,80})` "([^"]{1,200})"/g)].map(([, file = '', name = '']) => ({
  file,
  name,
}))

describe('docs/security.md', () => {
  it('names a test for every line', () => {
    expect(rows.length).toBeGreaterThan(25)
    expect(rows.filter((row) => !/`tests\/[^`]+` "[^"]+" ?(?:·|\|)/.test(row))).toEqual([])
  })

  it.each(named)('$file: $name', ({ file, name }) => {
    const path = join(packageRoot(), file)
    expect(existsSync(path)).toBe(true)
    const source = readFileSync(path, 'utf8').replaceAll("\\'", "'")
    expect(source.includes(`${name}'`) || source.includes(`${name}"`)).toBe(true)
  })
})
