import { describe, expect, it } from 'vitest'
import { generic } from '../../parsers/generic.ts'
import { draftOf } from '../../src/reading/draft.ts'
import { unclear } from '../../src/reading/stranger.ts'
import { lines, type ViewSource, viewOf } from '../support/view.ts'

const why = (source: ViewSource): string | null => {
  const view = viewOf(source)
  return unclear(view, draftOf(view, null, generic))
}
const times = ['Start: 2027-01-20 22:00 UTC', 'End: 2027-01-21 02:00 UTC']
const whole = ['Reference: AB-1001', ...times, 'Circuit: AB-E-0042']

describe('a stranger’s mail is believed when times, id and circuits stand under labels', () => {
  it.each([
    ['with a circuit', lines(...whole)],
    ['without any', lines('Reference: AB-1001', ...times, 'Impact: none')],
    ['with remarks beside', lines(...whole, '', 'Call +44 20 7946 0991, 24/7. ISO-27001. UTC-05.')],
    ['with the customer’s own reference', lines(...whole, 'Your reference: PO-99182')],
  ])('%s', (_, text) => {
    expect(why({ text })).toBeNull()
  })
  it.each([
    [
      'a sentence that tells day, hours and zone',
      'Planned maintenance takes place on 20 January 2027 from 22:00 to 23:00 UTC.',
    ],
    ['a sentence that names the circuit', lines(...times, '', 'Your circuit AB-E-0042 will be interrupted.')],
    ['no id, where nothing is like one', lines(...times, 'Impact: none')],
    ['a sentence with words after the abbreviated', lines(...whole, '', 'Expect approx. 10 minutes of downtime.')],
    ['an id in a sentence', lines(...times, '', 'Our reference for this work is AB-1001.')],
  ])('also with %s', (_, text) => {
    expect(why({ text })).toBeNull()
  })
  it.each([
    'The maintenance will be performed by our partner.',
    'We are going to carry out planned maintenance.',
    'During the maintenance, ports on this switch will be interrupted.',
    'Redundancy is reduced while the work lasts.',
    'No impact to customers is anticipated.',
    'Am 3. Dezember tauschen wir den Router aus.',
    'Ihre Leitung ist davon für ca. 10 Minuten betroffen.',
    'Die Wartung wird in dieser Nacht von unserem Partner durchgeführt.',
    'We will reload the switch to upgrade its software.',
    'Damaged fibre will be replaced during this maintenance.',
  ])('and whose sentences tell a plan: %s', (sentence) => {
    expect(why({ text: lines(...whole, '', sentence) })).toBeNull()
  })
  it('also when the id stands in the subject alone, as its only word of the kind', () => {
    expect(why({ subject: 'Planned maintenance AB-1001', text: lines(...times, 'Circuit: AB-E-0042') })).toBeNull()
  })
})

describe('a person is asked', () => {
  it.each([
    ['of a visit', 'Our surveyor will visit the site on 20 January 2027 from 22:00 to 23:00 UTC for the planned work.'],
    ['beside another month', 'Planned work takes place on 20 January 2027 from 22:00 to 23:00 UTC, not in March.'],
  ])('when the only times of the mail are %s', (_, text) => {
    expect(why({ text })).not.toBeNull()
  })
  it('when the id behind the name of a thing may be that thing', () => {
    expect(why({ subject: 'Maintenance on your rack TH-R-0417', text: lines(...times) })).toMatch(/TH-R-0417/)
  })
  it.each([
    [
      'when something like an id stands under no label',
      lines(...times, 'Circuit: AB-E-0042', '', 'XY-2233 concerns you.'),
      /XY-2233.*id of the work/,
    ],
    [
      'when a sentence names a circuit by a mere number',
      lines('Reference: AB-1001', ...times, '', 'Circuit 4471820 is affected.'),
      /4471820/,
    ],
    [
      'when a sentence names circuits by short ids',
      lines('Reference: AB-1001', ...times, '', 'All of your circuits are affected, that is GF-1 and GF-2.'),
      /GF-1/,
    ],
    ['when the day is only likely', lines(...whole, '', 'The work is more likely on the second night.'), /likely/],
    ['when a number may be the id', lines(...times, 'Circuit: AB-E-0042', '', 'Incident 4471.'), /id of the work/],
    [
      'when times stand in a sentence',
      'Reference: AB-1001\n\nWe work on 20 January 2027 from 22:00 to 23:00.',
      /times/,
    ],
    [
      'when the impact names a circuit',
      lines('Reference: AB-1001', ...times, 'Impact: outage on XY-IPT-0031'),
      /XY-IPT-0031/,
    ],
    [
      'when a circuit looks like a name',
      lines('Reference: AB-1001', ...times, '', 'It hits ab-ic-0071.'),
      /ab-ic-0071/,
    ],
    ['when another of the kind stands elsewhere', lines(...whole, '', 'AB-E-0043 is protected.'), /AB-E-0043/],
    [
      'when the list is attached',
      lines('Reference: AB-1001', ...times, '', 'See the attached list of circuits.'),
      /elsewhere/,
    ],
    [
      'when a sentence names the circuits, and one more is named elsewhere',
      lines('Reference: AB-1001', ...times, '', 'Your circuit AB-E-0042 goes down.', '', 'ZZ-E-0071 stays up.'),
      /ZZ-E-0071/,
    ],
    ['when the work is on hold', lines('Work is on hold.', '', ...whole), /held/],
    ['when it was rolled back', lines('The work was rolled back.', '', ...whole), /held/],
    [
      'when only old times stand there',
      lines('Reference: AB-1001', 'Original start: 2027-01-20 22:00 UTC', 'Original end: 2027-01-21 02:00 UTC'),
      /old/,
    ],
  ])('%s', (_, text, reason) => {
    expect(why({ text })).toMatch(reason)
  })
  it.each([
    'The maintenance below will be mothballed.',
    'This work has quietly been binned by our management.',
    'We have parked this maintenance.',
    'Please bin the notice below.',
    'Bad news about the permit: the council said no to it.',
    'Good news: the damaged section is fine and nobody has to dig.',
    'La maintenance sera enterrée demain.',
    'Funding for this maintenance dried up; thank you.',
    'The board has quietly sidelined the work below.',
    'Die Wartung wird gekippt.',
    'Die Wartung wird in dieser Nacht gekippt.',
    'Our supplier will keep the cable, and the splicing below falls away.',
  ])('when a verb tells of the work what no announcement does: %s', (sentence) => {
    expect(why({ text: lines(...whole, '', sentence) })).toMatch(/tell more/)
  })
  it('when the subject has two words like ids', () => {
    expect(why({ subject: 'Maintenance AB-1001 on XY-2233', text: lines(...times, 'Circuit: AB-E-0042') })).toMatch(
      /AB-1001/,
    )
  })
})
