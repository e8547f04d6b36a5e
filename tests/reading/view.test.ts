import { describe, expect, it } from 'vitest'
import { labelKey } from '../../src/reading/view.ts'
import { lines, viewOf } from '../support/view.ts'

const fieldsOf = (text: string) => viewOf({ text }).fields.map((f) => [f.key, f.value])

describe('labels are folded', () => {
  it.each([
    ['Service(s) Impacted:', 'service s impacted'],
    ['Início / Start', 'inicio / start'],
    ['Maintenance Ticket #', 'maintenance ticket'],
    ['DATE & TIME', 'date & time'],
  ])('%s', (label, key) => {
    expect(labelKey(label)).toBe(key)
  })
})

describe('a label is known by', () => {
  it.each([
    ['a colon', 'Ticket: AB-1001'],
    ['a colon after a gap', 'Ticket        : AB-1001'],
    ['dots that lead to the value', 'Ticket ........ AB-1001'],
    ['a single dot among blanks', 'Ticket . AB-1001'],
    ['a number before it', '3) Ticket: AB-1001'],
    ['a bullet before it', '■Ticket: AB-1001'],
  ])('%s', (_, text) => {
    expect(fieldsOf(text)).toEqual([['ticket', 'AB-1001']])
  })
  it('a colon after a gap that follows a full stop', () => {
    expect(fieldsOf(lines('PSI Ref No.      : AB-1001', 'Service ID       : AB-E-0042'))).toEqual([
      ['psi ref no', 'AB-1001'],
      ['service id', 'AB-E-0042'],
    ])
  })
  it('a column of its own, where the value goes on in the lines below', () => {
    const text = lines(
      'Reference     AB-1001',
      'Links         AB-E-0001',
      '              AB-E-0002',
      'Reason        repair',
    )
    expect(fieldsOf(text)).toEqual([
      ['reference', 'AB-1001'],
      ['links', 'AB-E-0001\nAB-E-0002'],
      ['reason', 'repair'],
    ])
  })
  it('but dots in a sentence make none', () => {
    expect(fieldsOf('We will see... it may take a while. Regards')).toEqual([])
  })
})

describe('the header of a quoted mail', () => {
  const text = lines(
    'From: NOC',
    'Sent: Monday, January 4, 2027 10:00 AM',
    'To: you',
    'Subject: Work',
    '',
    'Ticket: AB-1001',
  )
  it('is none of the work’s fields', () => {
    expect(fieldsOf(text)).toEqual([['ticket', 'AB-1001']])
  })
  it('and its lines are known', () => {
    expect([...viewOf({ text }).quoted]).toEqual(expect.arrayContaining([1, 2, 3, 4]))
  })
})
