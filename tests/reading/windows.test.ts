import { describe, expect, it } from 'vitest'
import { generic } from '../../parsers/generic.ts'
import { draftOf } from '../../src/reading/draft.ts'
import { lines, type ViewSource, viewOf } from '../support/view.ts'

const draft = (source: ViewSource) => draftOf(viewOf(source), null, generic)
const windowsOf = (source: ViewSource): readonly string[] =>
  draft(source).windows.windows.map(
    (w) => `${w.span.start.utc.slice(0, 16)} ${w.span.end?.utc.slice(0, 16) ?? '?'}${w.backup ? ' backup' : ''}`,
  )
const night = ['2027-01-20T22:00 2027-01-21T02:00']

describe('start and end stand under labels', () => {
  it.each([
    [lines('Start: 2027-01-20 22:00 UTC', 'End: 2027-01-21 02:00 UTC')],
    [lines('Start (UTC): 2027-01-20 22:00', 'End (UTC): 2027-01-21 02:00')],
    [lines('Start ........ 20.01.2027 23:00 MEZ', 'End .......... 21.01.2027 03:00 MEZ')],
    [lines('Début : 20/01/2027 23:00 CET', 'Fin : 21/01/2027 03:00 CET')],
    [lines('Starttijd: 20-01-2027 23:00 CET', 'Eindtijd: 21-01-2027 03:00 CET')],
    [lines('Data inizio: 20/01/2027 ore 23:00 CET', 'Data fine: 21/01/2027 ore 03:00 CET')],
    [lines('Início: 20/01/2027 22:00 UTC', 'Fim: 21/01/2027 02:00 UTC')],
    [lines('Work ID | SC-88', 'Start | 2027-01-21T00:00:00+02:00', 'End | 2027-01-21T04:00:00+02:00')],
  ])('%s', (text) => {
    expect(windowsOf({ text })).toEqual(night)
    expect(draft({ text }).windows.labelled).toBe(true)
  })
})

describe('dates and times may stand in fields of their own', () => {
  it.each([
    [lines('Start Date: 20/01/2027', 'Start Time: 22:00 UTC', 'End Date: 21/01/2027', 'End Time: 02:00 UTC')],
    [lines('Start Date: 20/01/2027', 'End Date: 21/01/2027', 'Start Time: 22:00 UTC', 'End Time: 02:00 UTC')],
    [lines('Date: 20 January 2027', 'Start time: 22:00 UTC', 'End time: 02:00 UTC')],
    [lines('Datum: 20.01.2027', 'Uhrzeit: 23:00 - 03:00 Uhr MEZ')],
  ])('%s', (text) => {
    expect(windowsOf({ text })).toEqual(night)
  })
})

describe('a zone said once holds for all times', () => {
  const times = ['Start: 20/01/2027 23:00', 'End: 21/01/2027 03:00']
  it.each([
    ['Time Zone: CET'],
    ['Tijdzone / Timezone: CET (UTC+1)'],
    ['Zona horaria: UTC+1'],
    ['All times are in CET.'],
    ['All times are listed in UTC+1.'],
  ])('%s', (zone) => {
    expect(windowsOf({ text: lines(...times, '', zone) })).toEqual(night)
    const [window] = draft({ text: lines(...times, '', zone) }).windows.windows
    expect(window?.span.start.doubts.map((d) => d.code)).not.toContain('zone-missing')
  })
  it('but of two that differ, none does', () => {
    const [window] = draft({ text: lines(...times, 'Time zone: CET', 'Zeitzone: UTC+3') }).windows.windows
    expect(window?.span.start.doubts.map((d) => d.code)).toContain('zone-missing')
  })
  it('and "local time" alone names none', () => {
    const [window] = draft({ text: lines(...times, 'All times are in local time.') }).windows.windows
    expect(window?.span.start.doubts.filter((d) => d.blocking).map((d) => d.code)).toEqual(['zone-local'])
  })
})

const row = (...cells: readonly string[]): string => `<tr>${cells.map((c) => `<td>${c}</td>`).join('')}</tr>`
const table = (...rows: readonly string[]): string => `<table>${rows.join('')}</table>`

describe('tables tell windows', () => {
  it('by rows under start and end', () => {
    const html = table(row('Night', 'Start (UTC)', 'End (UTC)'), row('1', '2027-01-20 22:00', '2027-01-21 02:00'))
    expect(windowsOf({ html })).toEqual(night)
  })
  it('by a column for each zone, UTC first', () => {
    const html = table(
      row('', 'Local (PST)', 'UTC'),
      row('Start', '2027-01-20 14:00', '2027-01-20 22:00'),
      row('End', '2027-01-20 18:00', '2027-01-21 02:00'),
    )
    expect(windowsOf({ html })).toEqual(night)
  })
  it('by dates apart from times', () => {
    const html = table(row('Site', 'Date', 'Start (ET)', 'End (ET)'), row('BOS1', '01/20/2027', '5:00 PM', '9:00 PM'))
    expect(windowsOf({ html })).toEqual(night)
  })
  it('by two labels side by side', () => {
    const html = table(
      row('Ticket #', '0004471-22', 'Priority', 'Medium'),
      row('Outage Start (UTC)', '2027-01-20 22:00', 'Outage End (UTC)', '2027-01-21 02:00'),
    )
    expect(windowsOf({ html })).toEqual(night)
  })
})

describe('an end may be told as a duration', () => {
  it.each([
    ['Duration: 4 hours', '2027-01-21T02:00'],
    ['Duration: 90 min', '2027-01-20T23:30'],
    ['Impact duration: 30 min', '?'],
    ['Duration: to be told', '?'],
  ])('%s', (text, end) => {
    expect(windowsOf({ text: lines('Start: 2027-01-20 22:00 UTC', text) })).toEqual([`2027-01-20T22:00 ${end}`])
  })
})

describe('old dates are not the work’s', () => {
  it('when they are struck through below a word of the move', () => {
    const html = `<p>The maintenance has been rescheduled.</p>${table(
      row('Original window', '<s>2027-01-13 22:00 - 23:00 UTC</s>'),
      row('New window', '2027-01-20 22:00 - 2027-01-21 02:00 UTC'),
    )}`
    expect(windowsOf({ html })).toEqual(night)
  })
  it('when an answer quotes them', () => {
    const text = lines(
      'New times:',
      'Start: 2027-01-20 22:00 UTC',
      'End: 2027-01-21 02:00 UTC',
      '',
      'On Mon, 4 Jan 2027 at 09:00, NOC <noc@carrier.example> wrote:',
      '> Ticket: AB-1001',
      '> Start: 2027-01-13 22:00 UTC',
      '> End: 2027-01-13 23:00 UTC',
    )
    expect(windowsOf({ text })).toEqual(night)
    expect(draft({ text }).claims.map((c) => c.kind)).toContain('reschedule')
    expect(draft({ text }).id?.value).toBe('AB-1001')
  })
  it('but what is quoted counts where nothing stands above it', () => {
    const text = lines(
      'Reminder!',
      '-----Original Message-----',
      'Start: 2027-01-20 22:00 UTC',
      'End: 2027-01-21 02:00 UTC',
    )
    expect(windowsOf({ text })).toEqual(night)
  })
})

describe('a sentence tells a window', () => {
  it('also below a greeting that has a word of labels', () => {
    const text = lines('Dear customer,', '', 'We will work on 20 January 2027 from 22:00 to 23:00 UTC.')
    expect(windowsOf({ text })).toEqual(['2027-01-20T22:00 2027-01-20T23:00'])
    expect(draft({ text }).windows.labelled).toBe(false)
  })
  it('and "change window" is no change of dates', () => {
    expect(windowsOf({ text: 'Change window: 20-Jan-2027 22:00 GMT to 21-Jan-2027 02:00 GMT' })).toEqual(night)
  })
})
