import { describe, expect, it } from 'vitest'
import { classify, type Signs } from '../../src/reading/classify.ts'
import { viewOf } from '../support/view.ts'

const none: Signs = { window: false, labelled: false, ahead: false, future: false, vendor: false, automatic: false }
const ahead: Signs = { ...none, window: true, labelled: true, ahead: true }
const past: Signs = { ...ahead, ahead: false }
const told = (subject: string, text: string, signs: Signs): string => {
  const { class: kind, sure } = classify(viewOf({ subject, text }), signs)
  return sure ? kind : `${kind}?`
}

describe('work with times ahead under labels is maintenance', () => {
  it.each([
    ['Planned maintenance AB-1001', ''],
    ['Planned Outage Notification - Ticket 0004471', ''],
    ['Onderhoudsmelding 2027-0301', 'werkzaamheden'],
    ['Wartungsankündigung', 'Wir führen Wartungsarbeiten durch.'],
  ])('%s', (subject, text) => {
    expect(told(subject, text, ahead)).toBe('maintenance')
  })
  it.each([
    ['CHG0312287 - Scheduled', 'Planned start date'],
    ['C-2027-00871: core switch', 'Approved'],
  ])('and is asked about where few words say so: %s', (subject, text) => {
    expect(told(subject, text, ahead)).toBe('maintenance?')
  })
})

describe('what broke is an incident', () => {
  it.each([
    ['Outage update #3: fiber cut Utrecht', 'Our contractor will perform emergency maintenance.', past],
    ['RFO: maintenance AB-1001 overran', 'Root cause: a software defect.', past],
    ['Incident Report AB-1001', 'Human error during planned work of a third party', past],
    ['Loss of power in hall 2', 'Emergency maintenance will be performed by the utility.', past],
    ['Utility power event notification', 'Generators started.', none],
    ['RESOLVED - Service Outage', 'Start time, end time', past],
  ])('%s', (subject, text, signs) => {
    expect(told(subject, text, signs)).toBe('incident')
  })
})

describe('what is no work is something else', () => {
  it.each([
    ['Network change freeze', 'No planned maintenance will be carried out.', past],
    ['Webinar: maintenance windows', 'Register now', { ...none, window: true, ahead: true }],
    ['Invoice for maintenance services', 'Amount due', past],
    ['Access request AR-44102 approved', 'Start, end', ahead],
    ['How did we do? Maintenance AB-1001', 'It was completed.', none],
    ['Your bill is ready', '', none],
    ['100G best price, no maintenance cost', '', none],
    ['Post Maintenance Report AB-1001', '', none],
    ['Automatic reply: Planned maintenance', '', { ...ahead, automatic: true }],
    ['Fwd: [ops-maintenance] Harbour news', 'Meet us at a fair.', none],
  ])('%s', (subject, text, signs) => {
    expect(told(subject, text, signs)).toBe('other')
  })
})

describe('an answer is asked about', () => {
  it('when its times may be quoted', () => {
    expect(told('Re: Planned maintenance AB-1001', 'could you move this?', ahead)).toBe('maintenance?')
  })
  it('and is nothing without times', () => {
    expect(told('Re: Planned maintenance AB-1001', 'Thanks, added.', none)).toBe('other')
  })
})

describe('what is passed over although it has times ahead and words of work', () => {
  it('is asked about', () => {
    expect(told('Retirement of the old platform', 'Planned maintenance will take place.', ahead)).toBe('other?')
  })
})
