import { describe, expect, it } from 'vitest'
import { triggered, triggerTable } from '../../src/alerts/triggers.ts'

describe('the families whose triggers stand in a text', () => {
  it.each([
    ['three letters', ['abc'], 'xabc', 1],
    ['in either case', ['abc'], 'ABC', 1],
    ['not two of them', ['abc'], 'ab', 0],
    ['not with another letter', ['abc'], 'abd', 0],
    ['a bit for each family', ['abc', 'def', 'ghi'], 'ghi abc', 0b101],
    ['two families with one trigger', ['abc', 'abc'], 'abc', 0b11],
    ['two letters with any third', ['ab'], 'abx', 1],
    ['two letters, not their neighbours', ['ab'], 'ac ', 0],
    ['a sign for a blank', ['b2␣'], 'b2 x', 1],
    ['no letter for a blank', ['b2␣'], 'b2x', 0],
    ['no end of the text for a blank', ['b2␣'], 'b2', 0],
    ['several triggers with more than one blank between', [' abc  def '], 'def', 1],
    ['blanks are no trigger', [' abc  def '], '     ', 0],
  ])('%s', (_, families, text, found) => {
    expect(triggered(text, triggerTable(families))).toBe(found)
  })

  it('are looked for only at places that a trigger has', () => {
    const places = (...families: string[]) => triggerTable(families).any.reduce((sum, place) => sum + place, 0)
    expect(places('abc', 'abc def')).toBe(2)
    expect(places('ab')).toBe(32)
  })
})
