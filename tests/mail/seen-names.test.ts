import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cursor } from '../../src/mail/mailbox.ts'
import { unseen } from '../../src/mail/seen-names.ts'

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const items = (names: Iterable<string>) => [...names].sort(compare).map((name) => ({ name }))

/** One run, left after `take` items: the names it was given, and the cursor that the store holds afterwards. */
function run(names: Iterable<string>, cursor: Cursor | null, take = Number.POSITIVE_INFINITY) {
  const given: string[] = []
  let held = cursor
  for (const { item, cursor: next } of unseen(items(names), compare, cursor)) {
    if (given.length >= take) break
    given.push(item.name)
    held = next()
  }
  return { given, cursor: held }
}

const many = (count: number, prefix = 'm') =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`)

describe('no name is missed, and none is handed out twice without need', () => {
  const name = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c', 'd') })
  const step = fc.record({
    added: fc.array(name, { maxLength: 8 }),
    removed: fc.array(name, { maxLength: 3 }),
    take: fc.integer({ min: 0, max: 6 }),
  })

  it('gives every name in the end, through any additions, removals and runs that were cut short', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const folder = new Set<string>()
        const stored = new Set<string>()
        let cursor: Cursor | null = null
        const read = (take?: number) => {
          const done = run(folder, cursor, take)
          for (const each of done.given) stored.add(each)
          cursor = done.cursor
        }
        for (const { added, removed, take } of steps) {
          for (const each of added) folder.add(each)
          for (const each of removed) folder.delete(each)
          read(take)
        }
        read()
        expect([...folder].filter((each) => !stored.has(each))).toEqual([])
        expect(run(folder, cursor).given).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('gives new names in order, once', () => {
    const first = run(many(1000), null)
    expect(first.given).toEqual(many(1000))
    expect(run([...many(1000), 'n1', 'n2'], first.cursor).given).toEqual(['n1', 'n2'])
  })

  it('gives a late name that sorts before all others, and few of those that were given already', () => {
    const { cursor } = run(many(10_000), null)
    const { given } = run(['a-late-one', ...many(10_000)], cursor)
    expect(given).toContain('a-late-one')
    expect(given.length).toBeLessThan(10_000 / 100)
  })

  it('gives few again when a name was removed, and none the next time', () => {
    const { cursor } = run(many(10_000), null)
    const after = run(many(10_000).slice(0, -1), cursor)
    expect(after.given.length).toBeLessThan(10_000 / 100)
    expect(run(many(10_000).slice(0, -1), after.cursor).given).toEqual([])
  })

  it('keeps the cursor small however many names there are', () => {
    expect(run(many(20_000), null).cursor?.length).toBeLessThan(1500)
  })

  it.each([null, '', 'x', '[]', '{"last":"m"}', '{"last":"z","sums":"AAAA"}', '{"uidValidity":"1","uid":7}'])(
    'gives all with %j for a cursor',
    (cursor) => {
      expect(run(many(3), cursor).given).toEqual(many(3))
    },
  )
})
