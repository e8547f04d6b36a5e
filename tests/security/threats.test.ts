import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

/** The threats; the figures of the mutation run stand below them. */
const [text = ''] = readFileSync(join(packageRoot(), 'docs', 'security.md'), 'utf8').split('## Taking it away')
const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| what /.test(line))
const named = [...text.matchAll(/`(tests\/[^`]{1,80})` "([^"]{1,200})"/g)].map(([, file = '', name = '']) => ({
  file,
  name,
}))

const modules = JSON.parse(
  readFileSync(join(packageRoot(), 'scripts', 'mutation', 'modules.json'), 'utf8'),
) as Readonly<Record<string, { readonly tests: readonly string[]; readonly lines?: string }>>
const codeOf = (row: string): readonly string[] =>
  [...row.matchAll(/`(src\/[^`]{1,80})`/g)].map(([, path = '']) => path)

describe('the code that stops a threat', () => {
  it('is named in every line, or that there is none', () => {
    expect(rows.filter((row) => codeOf(row).length === 0 && !/ \| none: [^|]+ \| /.test(row))).toEqual([])
  })

  it('is changed by the mutation run, which changes nothing else', () => {
    expect(Object.keys(modules).sort()).toEqual([...new Set(rows.flatMap(codeOf))].sort())
  })

  it.each(Object.entries(modules))('%s is there, with the lines and the tests that the run names', (path, held) => {
    for (const file of [path, ...held.tests]) expect(existsSync(join(packageRoot(), file))).toBe(true)
    expect(held.tests.length).toBeGreaterThan(0)
    const wanted = new RegExp(held.lines ?? '')
    expect(
      readFileSync(join(packageRoot(), path), 'utf8')
        .split('\n')
        .some((line) => wanted.test(line)),
    ).toBe(true)
  })
})

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
