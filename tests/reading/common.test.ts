import { describe, expect, it } from 'vitest'
import { commonCircuits, commonId, isIdWord, listedCircuits } from '../../src/reading/common.ts'
import { lines, viewOf } from '../support/view.ts'

const idOf = (source: Parameters<typeof viewOf>[0]): string | undefined => commonId(viewOf(source))[0]?.value
const circuitsOf = (text: string): readonly string[] => commonCircuits(viewOf({ text })).map((c) => c.id)

describe('an id stands under a label', () => {
  it.each([
    ['Maintenance ID: EF-771', 'EF-771'],
    ['Ticket        : AIX-20270113-1', 'AIX-20270113-1'],
    ['Ticket number ........ 4711-2027', '4711-2027'],
    ['1. Work number : HG270113-02', 'HG270113-02'],
    ['Notification No : SC/0127/13', 'SC/0127/13'],
    ['Billet / Ticket: 00881724', '00881724'],
    ['CODIGO / CODE: TP-2027-0331', 'TP-2027-0331'],
    ['Key: MNT-2217', 'MNT-2217'],
    ['Kenmerk: 2027-0301', '2027-0301'],
    ['Codice intervento: AF-2027-031', 'AF-2027-031'],
    ['Protocolo: RI-55021', 'RI-55021'],
  ])('%s', (text, id) => {
    expect(idOf({ text })).toBe(id)
  })
  it.each(['Your reference: PO-99182', 'Account number: 7710023', 'Phone number: 5550142'])(
    'but %s is none',
    (text) => {
      expect(idOf({ text })).toBeUndefined()
    },
  )
  it('and the best label wins, wherever it stands', () => {
    expect(idOf({ text: lines('Reference: A-1001', 'Maintenance ID: B-2002') })).toBe('B-2002')
  })
})

describe('without a label the subject names it', () => {
  it.each([
    ['Planned work, ticket 5512093', '5512093'],
    ['[FN-M-3391] Maintenance', 'FN-M-3391'],
    ['Maintenance announcement: Zurich [FN-M-3391]', 'FN-M-3391'],
    ['WTC-MW-2027-0031 | Planned Maintenance | Lyon', 'WTC-MW-2027-0031'],
    ['START: AC-PW-1182 planned work has commenced', 'AC-PW-1182'],
    ['Planned maintenance - PAR3 - TT#88412', '88412'],
  ])('%s', (subject, id) => {
    expect(idOf({ subject })).toBe(id)
  })
  it.each([
    'Scheduled Maintenance - LAN2 - 2027-02-03',
    'Core router maintenance AKL1',
    'AS64500 maintenance in Frankfurt',
    'Maintenance 19/01/2027',
    'Maintenance on your rack TH-R-0417',
    'Planned work: circuit AB-E-0042',
  ])('but not %s', (subject) => {
    expect(idOf({ subject })).toBeUndefined()
  })
})

describe('last, a sentence names it', () => {
  it.each([
    ['Please reference ticket 5512093 in all correspondence.', '5512093'],
    ['The planned work VT-7120 has been moved.', 'VT-7120'],
    ['Our reference for it is CHG-8812.', 'CHG-8812'],
    ['Our reference for this work is CHG-8812.', 'CHG-8812'],
    ['Die Wartung wird unter der Nummer WA-20117 geführt.', 'WA-20117'],
    ['Ons kenmerk is ON-55120.', 'ON-55120'],
  ])('%s', (text, id) => {
    expect(idOf({ text })).toBe(id)
  })
})

describe('a word is no id that', () => {
  it.each([
    ['names a place', 'LON1'],
    ['names an autonomous system', 'AS64500'],
    ['is a year', '2027'],
    ['is a date', '2027-01-13'],
    ['is a speed', '100G'],
    ['has one figure', 'EDGE-3'],
  ])('%s: %s', (_, word) => {
    expect(isIdWord(word)).toBe(false)
  })
})

describe('circuits stand in lists under a label', () => {
  it.each([
    ['Circuit(s): KC-100271, KC-100272', ['KC-100271', 'KC-100272']],
    ['Service(s): FHW.CGY.EDM.0031', ['FHW.CGY.EDM.0031']],
    ['Your ports: AIX-PORT-22871', ['AIX-PORT-22871']],
    ['Services at risk: MOA-SYD-007', ['MOA-SYD-007']],
    ['Fiber segments: PKL-DF-0031; PKL-DF-0044', ['PKL-DF-0031', 'PKL-DF-0044']],
    ['Liaisons impactées: LF-0118', ['LF-0118']],
    ['Circuiti impattati: AF-0007', ['AF-0007']],
    ['Betroffene Leitung / Affected circuit . RK-000441', ['RK-000441']],
    [lines('Circuits :', '1) SLT-0001', '2) SLT-0002'), ['SLT-0001', 'SLT-0002']],
    [
      lines('Affected services:', 'IPT-4411 (port xe-0/1/3, FR5)', 'IPT-4412 (port xe-0/1/4, FR5)'),
      ['IPT-4411', 'IPT-4412'],
    ],
    [lines('Circuit list :', '  SC-0001', '  SC-0002'), ['SC-0001', 'SC-0002']],
    [
      lines('Affected circuits:', 'SC-10G-0001 - outage 30 min', 'SC-10G-0002 - Leeds to York'),
      ['SC-10G-0001', 'SC-10G-0002'],
    ],
    ['Betrokken dienst(en): PDF-ZWO-0018', ['PDF-ZWO-0018']],
  ])('%s', (text, ids) => {
    expect(circuitsOf(text)).toEqual(ids)
  })
  it.each(['Service impact: 20 minutes', 'Number of circuits: 12', 'Service window: 22:00 - 04:00'])(
    'but %s is none',
    (text) => {
      expect(circuitsOf(text)).toEqual([])
    },
  )
})

describe('circuits that only a sentence names', () => {
  const text = lines('Your services', 'SM-E-00417 and SM-E-00418 will be down.')
  it('are found, over a line’s end', () => {
    expect(circuitsOf(text)).toEqual(['SM-E-00417', 'SM-E-00418'])
  })
  it.each([
    'Ihr Anschluss DN-400817 ist betroffen.',
    'Votre lien DN-400817 sera coupé.',
    'uw dienst DN-400817 is onderbroken',
    'O circuito DN-400817 ficará indisponível.',
    'Your wavelength DN-400817 goes down.',
  ])('are found: %s', (sentence) => {
    expect(circuitsOf(sentence)).toEqual(['DN-400817'])
  })
  it('are not listed', () => {
    expect(listedCircuits(viewOf({ text }))).toEqual([])
  })
})
