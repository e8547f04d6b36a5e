import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/digest/compose.ts'
import { digestHtml } from '../../src/digest/html.tsx'
import { digestText } from '../../src/digest/text.ts'
import { entry, factsOf, question, summary, work } from './facts.ts'

const busy = (count: number) => {
  const night = (n: number) => {
    const day = String(16 + (n % 14)).padStart(2, '0')
    return { start: `2026-11-${day}T05:00:00Z`, end: `2026-11-${day}T09:00:00Z` }
  }
  const works = Array.from({ length: count }, (_, n) =>
    work(String(n), {
      windows: [night(n)],
      summary: `Work ${n}: ${'fibre '.repeat(40)}`,
      history: [
        entry({ decision: 'created' }),
        entry({ decision: 'cancelled', permalink: 'https://example.org/later', sent: '2026-11-12T00:00:00Z' }),
      ],
      circuits: Array.from({ length: 20 }, (__, c) => ({ id: `CIRCUIT-${n}-${c}`, impact: 'OUTAGE' as const })),
    }),
  )
  const questions = works.map((_, n) => ({
    question: question({ key: `q${n}` }),
    mail: summary({ subject: `Mail ${n} ${'x'.repeat(300)}` }),
  }))
  const mails = works.map((_, n) => ({
    mail: summary({ id: n, hash: `h${n}`, permalink: `https://example.org/${n}` }),
    maintenances: [],
  }))
  return digestOf(factsOf({ works, questions, mails }))
}

interface Element {
  readonly name: string
  readonly attribs: Readonly<Record<string, string>>
}

const elementsOf = (html: string): readonly Element[] => {
  const found: Element[] = []
  const visit = (nodes: readonly unknown[]): void => {
    for (const node of nodes) {
      if (typeof node !== 'object' || node === null) continue
      if ('name' in node && 'attribs' in node) found.push(node as unknown as Element)
      if ('children' in node && Array.isArray(node.children)) visit(node.children)
    }
  }
  visit(parseDocument(html).children)
  return found
}

const hostile = '</title></td><script>alert(1)</script><img src=https://evil.example/x> "\' & \u202Ereversed'
const hostileContent = digestOf(
  factsOf({
    works: [
      work('a', {
        summary: hostile,
        subject: hostile,
        location: hostile,
        maintenanceIds: [hostile],
        circuits: [{ id: hostile, impact: null }],
      }),
    ],
    questions: [
      {
        question: question({ reasons: [hostile] }),
        mail: summary({ subject: hostile, permalink: 'javascript://example.org/%0aalert(1)' }),
      },
      { question: question({ key: 'q2' }), mail: summary({ permalink: 'https://example.org/"onclick="x' }) },
    ],
  }),
)

describe('the HTML', () => {
  it('stays under 100 kB with 2,000 works, and says how many are left out', () => {
    const html = digestHtml(busy(2000))
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
    expect(html).toMatch(/… and \d{4} more/)
    expect(html).toContain('The job itself')
  })

  it('leaves nothing out while there is room', () => {
    const html = digestHtml(busy(15))
    expect(html).not.toMatch(/… and \d+ more/)
    for (const n of [0, 7, 14]) expect(html).toContain(`Work ${n}:`)
  })

  it('has no remote content, no script and no style sheet', () => {
    for (const html of [digestHtml(busy(30)), digestHtml(hostileContent)]) {
      const elements = elementsOf(html)
      expect(elements.length).toBeGreaterThan(50)
      const names = new Set(elements.map(({ name }) => name))
      for (const name of ['script', 'img', 'link', 'style', 'iframe', 'object', 'video', 'form', 'base', 'svg']) {
        expect(names.has(name), name).toBe(false)
      }
      for (const { name, attribs } of elements) {
        expect(Object.keys(attribs).filter((key) => /^(?:src|background|srcset|on.*)$/.test(key))).toEqual([])
        expect(attribs.style ?? '').not.toMatch(/url\(|@import|expression/i)
        if (attribs.href !== undefined)
          expect([name, attribs.href]).toEqual(['a', expect.stringMatching(/^https?:\/\//)])
      }
    }
  })

  it('shows the words of a mail as words', () => {
    const html = digestHtml(hostileContent)
    expect(html).toContain('&lt;script&gt;alert(1)')
    expect(html).not.toContain('\u202E')
    expect(html).not.toContain('onclick="x')
  })

  it('has no title for a section without items', () => {
    const html = digestHtml(digestOf(factsOf()))
    for (const title of [
      'Needs a person',
      'Upcoming',
      'What changed',
      'Threads',
      'root@',
      'no action',
      'silent',
      'Mail of vendors',
    ])
      expect(html).not.toContain(title)
    expect(html).toContain('The job itself')
  })

  it('is laid out by tables, as Outlook wants it', () => {
    const names = new Set(elementsOf(digestHtml(busy(3))).map(({ name }) => name))
    expect(names.has('table')).toBe(true)
    expect(names.has('div')).toBe(false)
  })
})

describe('the text', () => {
  it('has the same sections, and every link', () => {
    const content = busy(3)
    const text = digestText(content)
    for (const title of [
      'Needs a person now',
      'Upcoming work',
      'What changed',
      'Threads',
      'May be marked',
      'The job itself',
    ])
      expect(text).toContain(title)
    for (const { links } of content.upcoming.flatMap(({ works }) => works))
      for (const { href } of links) expect(text).toContain(href)
  })

  it('folds its lines at 78 columns, but never a link', () => {
    const long = digestText(busy(3))
      .split('\n')
      .filter((line) => line.length > 78 && !line.includes('https://'))
    expect(long.filter((line) => line.trim().includes(' ') && !/x{70}/.test(line))).toEqual([])
  })
})
