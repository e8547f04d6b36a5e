import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ircTopic, onDuty, RotaError, readRota } from '../../src/digest/rota.ts'
import { dataFile } from '../../src/paths.ts'

const rota = readRota(
  [
    'week,clinician,email,backup',
    '2026-W47,Kim Placeholder,kim@noc.example,Sam Sample',
    '2026-W48,Sam Sample / Robin Example,sam@noc.example; robin@noc.example,',
    '2026-12-02,Robin Example,,Kim Placeholder',
    '2026-W50,Kim Placeholder,kim@noc.example,',
    '2026-W50,Sam Sample,,',
    '2026-W51,–,,',
    '# a remark',
  ].join('\n'),
  'rota.csv',
)

describe('the rota', () => {
  it.each([
    ['one name with a backup', '2026-W47', ['Kim Placeholder'], ['Sam Sample']],
    ['two names in one cell', '2026-W48', ['Sam Sample', 'Robin Example'], []],
    ['a week that is named by one of its days', '2026-W49', ['Robin Example'], ['Kim Placeholder']],
    ['two lines of one week', '2026-W50', ['Kim Placeholder', 'Sam Sample'], []],
    ['a dash for nobody', '2026-W51', [], []],
    ['a week that is missing', '2026-W40', [], []],
  ])('knows %s', (_, week, clinicians, backups) => {
    const duty = onDuty(rota, week)
    expect(duty.clinicians.map(({ name }) => name)).toEqual(clinicians)
    expect(duty.backups.map(({ name }) => name)).toEqual(backups)
  })

  it('gives each of two names its own address', () => {
    expect(onDuty(rota, '2026-W48').clinicians.map(({ email }) => email)).toEqual([
      'sam@noc.example',
      'robin@noc.example',
    ])
  })

  it('takes an address from another line of the same person, also for a backup', () => {
    expect(onDuty(rota, '2026-W49').clinicians[0]?.email).toBe('robin@noc.example')
    expect(onDuty(rota, '2026-W47').backups[0]?.email).toBe('sam@noc.example')
  })

  it.each([
    ['2026-W47', 'SRE Clinic Duty: Kim Placeholder'],
    ['2026-W48', 'SRE Clinic Duty: Sam Sample, Robin Example'],
    ['2026-W40', 'SRE Clinic Duty: (nobody)'],
  ])('makes the topic of the channel for %s', (week, topic) => {
    expect(ircTopic(onDuty(rota, week))).toBe(topic)
  })

  it.each([
    ['a week that is none', 'week,clinician\n2026-W60,Kim\n', 'rota.csv, line 2: "2026-W60" is no week'],
    ['missing columns', 'who,when\nKim,2026-W47\n', 'rota.csv has no columns'],
    ['a broken file', 'week,clinician\n"2026-W47,Kim\n', 'rota.csv cannot be read as CSV'],
  ])('tells of %s', (_, csv, message) => {
    expect(() => readRota(csv, 'rota.csv')).toThrow(RotaError)
    expect(() => readRota(csv, 'rota.csv')).toThrow(message)
  })

  it('that ships with maintcal can be read', () => {
    expect(readRota(readFileSync(dataFile('rota.csv'), 'utf8'), 'rota.csv').size).toBeGreaterThan(0)
  })
})
