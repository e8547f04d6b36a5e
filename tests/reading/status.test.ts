import { describe, expect, it } from 'vitest'
import { commonClaims, verdictOf } from '../../src/reading/status.ts'
import { lines, type ViewSource, viewOf } from '../support/view.ts'

const told = (source: ViewSource): string => {
  const { status, kind } = verdictOf(commonClaims(viewOf(source)))
  return `${status} ${kind}`
}

describe('a subject tells the mail’s part', () => {
  it.each([
    ['Planned maintenance AB-1001', 'CONFIRMED new'],
    ['CANCELLED: Planned maintenance AB-1001', 'CANCELLED cancellation'],
    ['Planned Maintenance AB-1001 - Cancellation', 'CANCELLED cancellation'],
    ['AB-1001 Maintenance Complete', 'COMPLETED completion'],
    ['START: AB-1001 planned work has commenced', 'IN-PROCESS start'],
    ['Maintenance Rescheduled: AB-1001', 'RE-SCHEDULED reschedule'],
    ['Date change for planned maintenance AB-1001', 'RE-SCHEDULED reschedule'],
    ['REMINDER: planned maintenance AB-1001', 'CONFIRMED reminder'],
    ['RAPPEL : Travaux programmés', 'CONFIRMED reminder'],
  ])('%s', (subject, verdict) => {
    expect(told({ subject })).toBe(verdict)
  })
})

describe('a status field tells it', () => {
  it.each([
    ['Status: In Progress', 'IN-PROCESS start'],
    ['Status: Cancelled', 'CANCELLED cancellation'],
    ['Status: Approved', 'CONFIRMED new'],
    ['Status: Tentative', 'TENTATIVE new'],
    ['Ticket status: Closed', 'CONFIRMED new'],
  ])('%s', (text, verdict) => {
    expect(told({ subject: 'Planned maintenance', text })).toBe(verdict)
  })
})

describe('prose tells it', () => {
  it.each([
    ['Please be advised that tonight’s maintenance has been cancelled.', 'CANCELLED cancellation'],
    ['Tonight’s maintenance will not take place.', 'CANCELLED cancellation'],
    ['The maintenance was completed at 09:12 UTC.', 'COMPLETED completion'],
    ['This maintenance has been rescheduled.', 'RE-SCHEDULED reschedule'],
  ])('%s', (text, verdict) => {
    expect(told({ subject: 'Maintenance AB-1001', text: lines('Dear customer,', '', text) })).toBe(verdict)
  })
})

describe('a condition tells nothing', () => {
  it.each([
    'If this maintenance is cancelled we will send another notice.',
    'Once the work has been completed you will receive a mail.',
    'The work may be rescheduled due to weather.',
    'Should the maintenance be postponed, we will tell you.',
  ])('%s', (text) => {
    expect(told({ subject: 'Maintenance AB-1001', text: lines('Dear customer,', '', text) })).toBe('CONFIRMED new')
  })
})

describe('a sentence against the heading', () => {
  it('is asked about when it says that the work is called off', () => {
    const verdict = verdictOf(
      commonClaims(
        viewOf({ subject: 'REMINDER: maintenance', text: 'Dear all,\n\nThis maintenance has been cancelled.' }),
      ),
    )
    expect(verdict.status).toBe('CANCELLED')
  })
})
