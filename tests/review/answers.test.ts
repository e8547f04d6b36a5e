import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { believeAgain } from '../../src/steps/believe.ts'
import { form, hidden, json, now, proofOf, request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await testDesk()
})
afterEach(() => test.close())

const page = async (path: string): Promise<string> => (await request(test.desk, path)).text()

/** Answers as a person at the page would: looks, then sends. */
const answer = async (name: string, fields: Readonly<Record<string, string>>, html?: string) => {
  const seen = html ?? (await page(`/item/${name}`))
  return request(
    test.desk,
    `/item/${name}/answer`,
    form({ proof: hidden(seen, 'proof'), seen: hidden(seen, 'seen'), ...fields }),
  )
}

const doneKey = (response: Response): string =>
  /done=([0-9a-f]{24})/.exec(response.headers.get('location') ?? '')?.[1] ?? ''
const undo = (ruling: string) => request(test.desk, '/undo', form({ proof: proofOf(test.desk), ruling }))
const ics = (): string => readFileSync(test.icsPath, 'utf8').replace(/\r\n /g, '')

const zayo = async (): Promise<string> => {
  const { works } = await json<{ works: { id: string }[] }>(request(test.desk, '/api/works?q=TTN-0009300417'))
  return works[0]?.id ?? ''
}

describe('an answer', () => {
  it('approves what was read, and the next run changes the calendar', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    expect(ics()).not.toContain('BL-30417')
    const sent = await answer(await test.question('BL-30417'), { do: 'approve' })
    expect(sent.status).toBe(303)
    await test.run()
    expect(ics()).toContain('DTSTART;VALUE=DATE:20261208')
    expect(await test.desk.store.review.open()).toEqual([])
  })

  it('approves with what was changed in the form, in the zone that the form names', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const fields = new URLSearchParams({
      do: 'approve',
      maintenanceId: 'BL-30417',
      status: 'CONFIRMED',
      kind: 'new',
      impact: 'OUTAGE',
      summary: 'A card is replaced',
      location: '',
      zone: 'America/New_York',
      circuit: 'BL-OST-00417',
      more: 'BL-2, BL-3',
    })
    fields.append('start', '2026-12-08 23:00')
    fields.append('end', '2026-12-09 03:00')
    const html = await page(`/item/${name}`)
    fields.set('proof', hidden(html, 'proof'))
    fields.set('seen', hidden(html, 'seen'))
    const sent = await request(test.desk, `/item/${name}/answer`, { method: 'POST', body: fields })
    expect(sent.status).toBe(303)
    const ruling = await test.desk.store.desk.ruling(doneKey(sent))
    expect(ruling?.by).toBe('robin')
    expect(ruling?.verdict).toEqual({
      type: 'edit',
      notice: {
        summary: 'A card is replaced',
        windows: [{ start: '2026-12-09T04:00:00Z', end: '2026-12-09T08:00:00Z' }],
        circuits: [
          { id: 'BL-OST-00417', impact: 'OUTAGE' },
          { id: 'BL-2', impact: null },
          { id: 'BL-3', impact: null },
        ],
      },
    })
    await test.run()
    expect(ics()).toContain('DTSTART;VALUE=DATE:20261209')
  })

  it('that is not right yet changes nothing and keeps what was entered', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const sent = await answer(name, {
      do: 'approve',
      status: 'CONFIRMED',
      kind: 'new',
      zone: 'Atlantis/Centre',
      summary: 'words that must not be lost',
      start: '2026-12-08 25:00',
    })
    const html = await sent.text()
    expect(sent.status).toBe(422)
    expect(html).toContain('is no time zone')
    expect(html).toContain('words that must not be lost')
    expect(await test.desk.store.review.allRulings()).toEqual([])
  })

  it('of a form that is older than this start of the page is not lost', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const fields = { do: 'approve', status: 'CONFIRMED', kind: 'new', summary: 'words of before', proof: 'AAAA' }
    const html = await (await answer(name, fields)).text()
    expect(html).toContain('started anew')
    expect(html).toContain('words of before')
    expect(await test.desk.store.review.allRulings()).toEqual([])
    const again = await answer(name, { ...fields, proof: hidden(html, 'proof') }, html)
    expect(again.status).toBe(303)
  })

  it('is never asked for twice: not after a run, not after a replay', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    await answer(await test.question('BL-30417'), { do: 'ignore', why: 'none of our circuits' })
    await test.run()
    const [ruling] = await test.desk.store.review.allRulings()
    await believeAgain(test.desk.store, ruling?.told ?? '', now.toISOString())
    expect(await test.desk.store.review.open()).toEqual([])
    expect(ics()).not.toContain('BL-30417')
  })

  it('attaches a mail to work that is known', async () => {
    test.deliver('01-zayo-new.eml', '16-brightline-no-zone.eml')
    await test.run()
    const work = await zayo()
    const sent = await answer(await test.question('BL-30417'), { do: 'link', work })
    expect(sent.status).toBe(303)
    expect(
      (await test.desk.store.belief.maintenance(work))?.maintenance.history.map(({ subject }) => subject),
    ).toContain('Planned maintenance BL-30417')
  })

  it('puts off, and asks again at the latest a day before the work', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    await answer(name, { do: 'later' })
    expect(await page('/')).toContain('Nothing waits')
    expect(await page('/?all=1')).toContain(`/item/${name}`)
    const tomorrow = { ...test.desk, now: () => new Date('2026-12-05T18:01:00Z') }
    expect(await (await request(tomorrow, '/')).text()).toContain(`/item/${name}`)
  })

  it('shows the event before and after, and leaves no trace of having looked', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const html = await page(`/item/${name}`)
    expect(html).toContain('Tue 2026-12-08 – Wed 2026-12-09')
    expect(await test.desk.store.review.allRulings()).toEqual([])
    expect((await test.desk.store.review.open()).length).toBe(1)
  })
})

describe('a question about an event', () => {
  const ask = async (codes: readonly string[]) => {
    test.deliver('01-zayo-new.eml')
    await test.run()
    const work = await zayo()
    const told = (await test.desk.store.belief.maintenance(work))?.maintenance.history[0]?.told ?? ''
    const question = { key: 'event:x', told, maintenance: work, codes, reasons: ['Look at it.'], urgentAt: null }
    await test.desk.store.review.ask('calendar', 'x', [question], now.toISOString())
    return test.question('TTN-0009300417')
  }

  it('can be answered with the vendor’s words or the person’s, and its work is looked at again', async () => {
    const name = await ask(['changed-in-calendar'])
    const html = await page(`/item/${name}`)
    expect(html).toContain('Take the vendor’s words')
    expect(html).toContain('Keep what the person wrote')
    expect((await answer(name, { do: 'approve' })).status).toBe(303)
    expect(await test.desk.store.review.open()).toEqual([])
    expect((await test.desk.store.belief.unsettled('', 10)).length).toBe(1)
  })

  it('cannot be edited as if it were a mail', async () => {
    const name = await ask(['changed-in-calendar'])
    expect((await answer(name, { do: 'link', work: await zayo() })).status).toBe(422)
  })

  it('that only tells something is answered with having seen it, and can come back', async () => {
    const name = await ask(['redundancy-at-risk'])
    const html = await page(`/item/${name}`)
    expect(html).toContain('I have seen it')
    expect(html).not.toContain('Take the vendor’s words')
    const sent = await answer(name, { do: 'ignore', why: 'seen' })
    expect(await test.desk.store.review.open()).toEqual([])
    await undo(doneKey(sent))
    expect((await test.desk.store.review.open()).length).toBe(1)
  })
})

describe('an undo', () => {
  it('asks again, and takes the event out of the calendar', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const sent = await answer(await test.question('BL-30417'), { do: 'approve' })
    await test.run()
    expect(ics()).toContain('BL-30417')
    const undone = await undo(doneKey(sent))
    expect(undone.status).toBe(303)
    await test.run()
    expect(ics()).not.toContain('BL-30417')
    expect(await test.question('BL-30417')).toBeTruthy()
  })

  it('stands in the record beside what it took back', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const sent = await answer(await test.question('BL-30417'), { do: 'ignore', why: 'a mistake of mine' })
    await undo(doneKey(sent))
    const types = (await test.desk.store.review.allRulings()).map(({ verdict }) => verdict.type)
    expect(types).toEqual(['ignore', 'undo'])
    const html = await page('/decisions')
    expect(html).toContain('a mistake of mine')
    expect(html).toContain('took an answer back')
  })

  it('of an undo, or a second one, does nothing', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const key = doneKey(await answer(await test.question('BL-30417'), { do: 'approve' }))
    await undo(key)
    expect((await undo(key)).status).toBe(409)
    expect((await test.desk.store.review.allRulings()).length).toBe(2)
  })

  it('of a link parts the works again', async () => {
    test.deliver('01-zayo-new.eml', '16-brightline-no-zone.eml')
    await test.run()
    const work = await zayo()
    const key = doneKey(await answer(await test.question('BL-30417'), { do: 'link', work }))
    await undo(key)
    const history = (await test.desk.store.belief.maintenance(work))?.maintenance.history ?? []
    expect(history.map(({ subject }) => subject)).not.toContain('Planned maintenance BL-30417')
    expect(await test.question('BL-30417')).toBeTruthy()
  })

  it('of an answer to a mail that nobody could read asks again', async () => {
    test.deliver('19-webinar.eml')
    await test.run()
    const [mail] = await test.desk.store.mails.page('ops', 0, 1)
    const hash = mail?.hash ?? ''
    const asked = {
      key: `mail:${hash}`,
      told: `${hash}#mail`,
      maintenance: null,
      codes: ['mail-broken'],
      urgentAt: null,
    }
    await test.desk.store.review.ask(
      'mail',
      asked.key,
      [{ ...asked, reasons: ['It cannot be read.'] }],
      now.toISOString(),
    )
    const key = doneKey(await answer(await test.question('Webinar'), { do: 'approve' }))
    expect(await test.desk.store.review.open()).toEqual([])
    await undo(key)
    expect((await test.desk.store.review.open()).map(({ key: open }) => open)).toEqual([asked.key])
  })
})

describe('two people at once', () => {
  it('the second one is told who answered, and loses nothing of what they entered', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const both = await page(`/item/${name}`)
    expect((await answer(name, { do: 'ignore', why: 'spam or advertising' }, both)).status).toBe(303)
    const second = await answer(
      name,
      { do: 'approve', status: 'CONFIRMED', kind: 'new', summary: 'my careful words', circuit: 'BL-OST-00417' },
      both,
    )
    const html = await second.text()
    expect(second.status).toBe(409)
    expect(html).toContain('robin answered this while you looked at it')
    expect(html).toContain('my careful words')
    expect((await test.desk.store.review.allRulings()).length).toBe(1)
  })

  it('the second one may insist', async () => {
    test.deliver('16-brightline-no-zone.eml')
    await test.run()
    const name = await test.question('BL-30417')
    const both = await page(`/item/${name}`)
    await answer(name, { do: 'ignore', why: 'spam or advertising' }, both)
    const told = await (await answer(name, { do: 'approve', status: 'CONFIRMED', kind: 'new' }, both)).text()
    expect((await answer(name, { do: 'approve' }, told)).status).toBe(303)
    await test.run()
    expect(ics()).toContain('BL-30417')
  })
})

describe('a kept rule', () => {
  const storm = (n: number) =>
    [
      'From: Weather desk <storm@carrier.example.net>',
      'To: ops-maintenance@noc.example',
      `Message-ID: <storm-${n}@carrier.example.net>`,
      'Date: Tue, 01 Dec 2026 12:00:00 +0000',
      `Subject: Planned maintenance and storm watch ${n}`,
      '',
      `Planned maintenance ${n}`,
      `Reference: ST-${n}`,
      'Start: 2026-12-20 23:00 UTC',
      'End: 2026-12-21 03:00 UTC',
      '',
    ].join('\n')

  const keep = async () => {
    test.put('one.eml', storm(1))
    await test.run()
    await answer(await test.question('storm watch 1'), {
      do: 'ignore',
      why: 'a storm',
      rule: '1',
      words: 'storm watch',
    })
  }

  it('spares people the next mail of its kind, says so, and is signed', async () => {
    await keep()
    test.put('two.eml', storm(2))
    await test.run()
    expect(await test.desk.store.review.open()).toEqual([])
    const mails = await test.desk.store.desk.mailsBetween('ops', '2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z')
    expect(mails.at(-1)).toMatchObject({ class: 'other', decision: 'ignored' })
    expect(mails.at(-1)?.reason).toContain('By a rule that robin made on 2026-12-04')
  })

  it('touches no other mail of the sender', async () => {
    await keep()
    test.put('two.eml', storm(2).replace('and storm watch', 'of a splice'))
    await test.run()
    expect(await test.question('of a splice 2')).toBeTruthy()
  })

  it('ends when it is revoked', async () => {
    await keep()
    const html = await page('/decisions')
    expect(html).toContain('storm@carrier.example.net')
    await undo(hidden(html, 'ruling'))
    expect(await page('/decisions')).toContain('None. When you set a mail aside')
    test.put('two.eml', storm(2))
    await test.run()
    expect(await test.question('storm watch 2')).toBeTruthy()
  })
})
