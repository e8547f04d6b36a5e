import { describe, expect, it } from 'vitest'
import { secret } from '../src/config-values.ts'
import { jsonLog } from '../src/log.ts'

const now = new Date('2026-12-04T18:00:00Z')
const logged = (message: string, fields?: Readonly<Record<string, unknown>>) => {
  const lines: string[] = []
  const log = jsonLog(
    (line) => lines.push(line),
    () => now,
  )
  log.info(message, fields)
  log.error(message, fields)
  return lines
}

describe('a log', () => {
  it('is one line of JSON for each call, in the fields of ECS', () => {
    const lines = logged('done', { 'event.action': 'sync' }).map((line) => JSON.parse(line) as object)
    expect(lines).toEqual(
      ['info', 'error'].map((level) => ({
        'log.level': level,
        '@timestamp': '2026-12-04T18:00:00.000Z',
        'ecs.version': '8.11.0',
        'service.name': 'maintcal',
        'process.pid': process.pid,
        'event.action': 'sync',
        message: 'done',
      })),
    )
  })

  it.each(['\n', '\u0000', '\u001b[2J', '\u007f', '\u009b31m', '\u2028', '\u202e', '\u2066', '\u200b', '\u{e0041}'])(
    'holds no %j as such, and tells it all the same',
    (words) => {
      for (const line of logged(`a${words}b`, { 'email.subject': words })) {
        expect(line).toMatch(/^\P{C}+$/u)
        expect(JSON.parse(line)).toMatchObject({ message: `a${words}b`, 'email.subject': words })
      }
    },
  )

  it('tells no secret', () => {
    expect(logged('x', { password: secret('hunter2'), deep: { token: secret('hunter2') } }).join()).not.toContain(
      'hunter2',
    )
  })

  it('may have a message without fields', () => {
    expect(JSON.parse(logged('x')[0] ?? '')).toMatchObject({ message: 'x' })
  })
})
