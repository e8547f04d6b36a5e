import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as serve from '../../src/commands/serve.ts'
import { ConfigError } from '../../src/config.ts'
import { call, testShell } from '../support/shell.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-serve-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Starts the command and says where it listens. */
const started = async (env: Readonly<Record<string, string>>) => {
  const stop = new AbortController()
  let said = (_: string): void => undefined
  const address = new Promise<string>((resolve) => {
    said = (line) => resolve(/https?:\/\/\S+/.exec(line)?.[0] ?? '')
  })
  const shell = { ...testShell(folder, env), signal: stop.signal, err: (line: string) => said(line) }
  const ended = call(serve, shell)
  return { address: await Promise.race([address, ended.then(() => '')]), stop: () => stop.abort(), ended }
}

describe('serve', () => {
  it('listens where it is told, on an empty database too, until it is stopped', async () => {
    const { address, stop, ended } = await started({ REVIEW_LISTEN: '127.0.0.1:0' })
    expect(await (await fetch(new URL('healthz', address))).text()).toBe('ok\n')
    for (const path of [
      '',
      'calendar',
      'alerts',
      'mails',
      'decisions',
      'digest/mail',
      'health',
      'calendar.ics',
      'metrics',
    ])
      expect([path, (await fetch(new URL(path, address))).status]).toEqual([path, 200])
    expect(await (await fetch(address)).text()).toContain('Nothing waits')
    stop()
    await ended
    await expect(fetch(address)).rejects.toThrow()
  })

  it('says what to do when the address is taken', async () => {
    const { address, stop, ended } = await started({ REVIEW_LISTEN: '127.0.0.1:0' })
    const taken = testShell(folder, { REVIEW_LISTEN: new URL(address).host })
    await expect(call(serve, taken)).rejects.toThrow(/another program listens there.*REVIEW_LISTEN/)
    stop()
    await ended
  })

  it.each(['0.0.0.0:8480', '192.0.2.1:8480', '[::]:8480'])('refuses %s without authentication', async (listen) => {
    await expect(call(serve, testShell(folder, { REVIEW_LISTEN: listen }))).rejects.toThrow(ConfigError)
  })
})
