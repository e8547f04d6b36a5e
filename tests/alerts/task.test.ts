import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsOf, type Occurrence } from '../../src/alerts/group.ts'
import { fits, ownerOf, readOwners } from '../../src/alerts/owners.ts'
import { fenced, inline, titleText } from '../../src/alerts/remarkup.ts'
import { markerIn, markerOf, taskDescription, taskTitle, withFigures } from '../../src/alerts/task.ts'

const now = new Date('2026-11-22T12:00:00Z')
const later = new Date('2026-11-30T12:00:00Z')
const occurrence = (day: string): Occurrence => ({
  signature: 's',
  host: 'web1',
  event: null,
  at: `2026-11-${day}T06:25:00.000Z`,
})
const groupAt = (days: readonly string[], when: Date) => {
  const [group] = groupsOf(days.map(occurrence), new Map(), when)
  if (group === undefined) throw new Error('no group')
  return group
}
const facts = {
  kind: 'cron',
  unit: 'dump.sh',
  evidence: ['error: cannot lock <host>'],
  example: 'error: cannot lock web1',
}

describe('texts of strangers in Remarkup', () => {
  it('cannot leave their fence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'`~@#T1 {}\n\rlang=,x\u0000'), maxLength: 200 }), (text) => {
        const block = fenced(text)
        expect(block.startsWith('```lang=text\n')).toBe(true)
        expect(block.endsWith('\n```')).toBe(true)
        expect(block.slice(12, -4)).not.toContain('``')
        expect(block).not.toMatch(/[\0\r]/)
      }),
    )
  })

  it('cannot leave their place in a sentence', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(inline(text).slice(1, -1)).not.toMatch(/[`\n]/)
      }),
    )
  })

  it('makes titles of one line that the server takes', () => {
    expect(titleText(`a\nb${'x'.repeat(400)}`)).toHaveLength(200)
    expect(titleText('a\nb')).toBe('a b')
  })
})

describe('a task', () => {
  const group = groupAt(['15', '16', '17'], now)
  const description = taskDescription(facts, group, 'storage team', now)

  it('says what, since when, where, how often, and who may mind it', () => {
    expect(taskTitle(facts)).toBe('root@ mail: cron: dump.sh: error: cannot lock <host>')
    for (const words of [
      '`dump.sh`',
      'storage team',
      '```lang=text\nerror: cannot lock web1\n```',
      '| `web1` | 3 |',
      'First seen 2026-11-15, last seen 2026-11-17',
    ]) {
      expect(description).toContain(words)
    }
  })

  it('is known again by its marker, also with other line ends', () => {
    expect(markerIn(description)?.group).toBe(markerOf('s'))
    expect(markerIn(description.replaceAll('\n', '\r\n'))?.group).toBe(markerOf('s'))
    expect(markerIn('a task of a person')).toBeNull()
  })

  it('gets new figures, and every other word stays', () => {
    const edited = description.replace('Mail to root@', 'A person wrote here. Mail to root@')
    const next = withFigures(edited, groupAt(['15', '16', '17', '29'], later), later)
    expect(next).toContain('A person wrote here. Mail to root@')
    expect(next).toContain('last seen 2026-11-29')
    expect(next).not.toContain('last seen 2026-11-17')
    expect(withFigures(next ?? '', groupAt(['15', '16', '17', '29'], later), later)).toBeNull()
  })

  it('is left alone when a person changed or removed the figures', () => {
    const more = groupAt(['15', '16', '17', '29'], later)
    expect(withFigures(description.replace('| `web1` | 3 |', '| `web1` | mended |'), more, later)).toBeNull()
    expect(withFigures(description.replace(/== How often[^=]*==/, ''), more, later)).toBeNull()
    expect(withFigures('', more, later)).toBeNull()
  })
})

describe('owners', () => {
  const rules = readOwners(
    '# a comment\nkind,unit,host,owner\nsmartd,,,dc\ncron,certbot*,,traffic\n,,db*,persistence\n',
  )

  it.each([
    [{ kind: 'smartd', unit: 'disk', hosts: [] }, 'dc'],
    [{ kind: 'cron', unit: 'certbot renew', hosts: [] }, 'traffic'],
    [{ kind: 'cron', unit: 'x', hosts: [{ host: 'web1' }, { host: 'db7' }] }, 'persistence'],
    [{ kind: 'cron', unit: 'x', hosts: [{ host: 'web1' }] }, null],
  ])('%j → %s', (group, owner) => {
    expect(ownerOf(rules, group)).toBe(owner)
  })

  it.each([
    ['a*b', 'ab', true],
    ['a*b', 'axxb', true],
    ['a*b', 'axxbc', false],
    ['ab*ba', 'aba', false],
    ['*x*', 'axb', true],
    ['DB*', 'db1', true],
  ])('%s fits %s: %s', (pattern, text, fit) => {
    expect(fits(pattern, text)).toBe(fit)
  })

  it('names the line that lacks an owner', () => {
    expect(() => readOwners('kind,unit,host,owner\ncron,x,,\n')).toThrow(/names no owner/)
  })
})
