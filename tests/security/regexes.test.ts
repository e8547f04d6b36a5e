import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { check } from 'recheck'
import { beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

interface Found {
  readonly said: string
  readonly reason: string
}
interface Tools {
  /** Expression (`/source/flags`) → the built module that it stands in. */
  expressions(): Promise<ReadonlyMap<string, string>>
  readList(): { readonly recheck: string; readonly expressions: Readonly<Record<string, 'linear' | Found>> }
}

let found: ReadonlyMap<string, string>
let list: ReturnType<Tools['readList']>
beforeAll(async () => {
  const tools = (await import(pathToFileURL(join(packageRoot(), 'scripts', 'regexes.mjs')).href)) as Tools
  found = await tools.expressions()
  list = tools.readList()
})

describe('a regular expression that a mail is held against', () => {
  it('was analysed: call "npm run check:regexes -- --update" after changing one', () => {
    expect(found.size).toBeGreaterThan(500)
    const unknown = [...found].filter(([expression]) => list.expressions[expression] === undefined)
    expect(unknown.map(([expression, file]) => `${file}: ${expression}`)).toEqual([])
  })

  it('is linear, or a person found out what bounds it; none is exponential', () => {
    const verdicts = [...found.keys()].map((expression) => list.expressions[expression])
    const others = verdicts.filter((verdict) => verdict !== undefined && verdict !== 'linear')
    expect(others.filter(({ reason }) => reason.length < 40)).toEqual([])
    expect(others.filter(({ said }) => !/^polynomial of degree [2-4]$/.test(said))).toEqual([])
    expect(others.length).toBeLessThan(20)
  })

  it('is what the list says: some are analysed again', async () => {
    const sample = [...found.keys()].filter((expression, n) => n % 150 === 7 && expression.length < 150)
    expect(sample.length).toBeGreaterThan(3)
    for (const expression of sample) {
      const end = expression.lastIndexOf('/')
      const { status } = await check(expression.slice(1, end), expression.slice(end + 1), { randomSeed: 1 })
      expect([expression, status === 'safe']).toEqual([expression, list.expressions[expression] === 'linear'])
    }
  })

  it('would be caught if it were exponential', async () => {
    expect(await check('^(?:a+)+$', '')).toMatchObject({ complexity: { type: 'exponential' } })
  })
})
