import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { ConfigError, type Environment, environment, readConfig, variableNames } from '../src/config.ts'
import { sinceDate } from '../src/config-values.ts'
import { packageRoot } from '../src/paths.ts'

const folder = mkdtempSync(join(tmpdir(), 'maintcal-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const mistakes = (env: Environment): readonly string[] => {
  try {
    readConfig(env, folder)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

describe('configuration', () => {
  it('needs nothing: without any variable the calendar is a file and the sender is checked', () => {
    const config = readConfig({}, '/somewhere')
    expect(config.MAINTCAL_DB).toBe('/somewhere/var/maintcal.db')
    expect(config.CALENDAR).toEqual({ kind: 'ics', path: '/somewhere/var/maintenance.ics' })
    expect(config.SENDER_CHECK).toBe('enforce')
    expect(config.TRUSTED_AUTHSERV).toBe('mx.google.com')
    expect(config.OPS_MAILBOX).toBeUndefined()
    expect(config.REVIEW_LISTEN).toEqual({ host: '127.0.0.1', port: 8480 })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ OPS_MAILBOX: '', CALENDAR: '  ' }, '/x').CALENDAR.kind).toBe('ics')
  })

  it.each([
    ['60', '2026-01-01T00:00:00.000Z'],
    ['2 days', '2026-02-28T00:00:00.000Z'],
    ['7d', '2026-02-23T00:00:00.000Z'],
    ['2025-12-24', '2025-12-24T00:00:00.000Z'],
    ['all', null],
  ])('understands SINCE=%s', (since, expected) => {
    const date = sinceDate(readConfig({ SINCE: since }, '/x').SINCE, new Date('2026-03-02T00:00:00Z'))
    expect(date?.toISOString() ?? null).toBe(expected)
  })

  it('resolves paths of local mailboxes against the working folder', () => {
    expect(readConfig({ OPS_MAILBOX: 'maildir:mail' }, '/x').OPS_MAILBOX).toBe('maildir:/x/mail')
    expect(readConfig({ OPS_MAILBOX: 'eml:/mail' }, '/x').OPS_MAILBOX).toBe('eml:/mail')
  })
})

describe('mistakes in the configuration', () => {
  it.each<[string, Environment, RegExp]>([
    ['a mailbox of no known kind', { OPS_MAILBOX: 'pop3://host' }, /^OPS_MAILBOX is none of .*Example: imaps:/],
    ['a mailbox without a host', { OPS_MAILBOX: 'imaps:///INBOX' }, /^OPS_MAILBOX .*Example: imaps:/],
    ['a mailbox without a user', { ROOT_MAILBOX: 'imaps://h/INBOX' }, /^ROOT_MAILBOX names no user/],
    ['plain IMAP to another host', { OPS_MAILBOX: 'imap://u@mail.example.org/' }, /unencrypted.*imaps:\/\//],
    ['a password in the URL', { OPS_MAILBOX: 'imaps://u:hunter2@h/INBOX' }, /OPS_MAILBOX holds a password/],
    ['no password', { OPS_MAILBOX: 'imaps://u@h/INBOX' }, /^OPS_MAILBOX needs OPS_PASSWORD/],
    [
      'xoauth2 without a key',
      { ROOT_MAILBOX: 'imaps://u@h/I', ROOT_AUTH: 'xoauth2' },
      /ROOT_AUTH=xoauth2 needs GOOGLE/,
    ],
    ['a strange sender check', { SENDER_CHECK: 'maybe' }, /^SENDER_CHECK \("maybe"\) is none of enforce, warn, off/],
    ['a strange start', { SINCE: 'yesterday' }, /^SINCE is neither .*Example: 60/],
    ['a day that is none', { SINCE: '2026-13-40' }, /^SINCE is neither/],
    ['a calendar of no known kind', { CALENDAR: 'outlook:x' }, /^CALENDAR is neither .*Example: ics:/],
    ['a calendar without a path', { CALENDAR: 'ics:' }, /^CALENDAR is neither/],
    ['Google without a key', { CALENDAR: 'google:x@group' }, /CALENDAR=google:.* needs GOOGLE_APPLICATION_CREDENTIALS/],
    ['Phabricator over http', { PHABRICATOR_URL: 'http://phab.example.org' }, /^PHABRICATOR_URL is not an https/],
    ['Phabricator without a token', { PHABRICATOR_URL: 'https://p.example.org' }, /needs PHABRICATOR_TOKEN/],
    ['NetBox without a token', { CIRCUITS_URL: 'https://n.example.org' }, /^CIRCUITS_URL needs CIRCUITS_TOKEN/],
    [
      'two lists of circuits',
      { CIRCUITS_URL: 'https://n.example.org', CIRCUITS_TOKEN: 'hunter2', CIRCUITS_FILE: 'c.csv' },
      /^CIRCUITS_URL and CIRCUITS_FILE are both set/,
    ],
    ['a parent that is no task', { PHABRICATOR_PARENT: '132324' }, /^PHABRICATOR_PARENT .*Example: T132324/],
    ['an SMTP server that is a web page', { SMTP_URL: 'https://u:hunter2@h' }, /^SMTP_URL is neither smtp/],
    [
      'a recipient that is no address',
      { DIGEST_TO: 'a@example.org, bob' },
      /^DIGEST_TO \("bob"\) is not a mail address/,
    ],
    ['a port beyond all ports', { REVIEW_LISTEN: '127.0.0.1:99999' }, /^REVIEW_LISTEN .*Example: 127/],
    ['an open review page', { REVIEW_LISTEN: '0.0.0.0:8480' }, /^REVIEW_AUTH=none would open/],
    ['a token that is easily guessed', { REVIEW_AUTH: 'token:hunter2' }, /^REVIEW_AUTH has a token of less than 16/],
    ['a file that is not there', { OPS_PASSWORD_FILE: '/nowhere/password' }, /^OPS_PASSWORD_FILE .*\(ENOENT\)/],
    ['a value and its file', { OPS_PASSWORD: 'hunter2', OPS_PASSWORD_FILE: '/x' }, /are both set/],
  ])('tells of %s', (_, env, expected) => {
    const lines = mistakes(env)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(expected)
    expect(lines.join()).not.toContain('hunter2')
  })

  it('tells of all of them at once', () => {
    expect(mistakes({ SINCE: 'x', CALENDAR: 'y', SENDER_CHECK: 'z' })).toHaveLength(3)
  })
})

describe('secrets', () => {
  it('come from files, without the end of the line', () => {
    const path = join(folder, 'password')
    writeFileSync(path, 'hunter2\n')
    const config = readConfig({ OPS_MAILBOX: 'imaps://u@h/INBOX', OPS_PASSWORD_FILE: path }, folder)
    expect(config.OPS_PASSWORD?.reveal()).toBe('hunter2')
  })

  it('are shown by no way of printing a configuration', () => {
    const config = readConfig(
      {
        OPS_PASSWORD: 'hunter2-a',
        PHABRICATOR_TOKEN: 'hunter2-b',
        SMTP_URL: 'smtps://u:hunter2@h',
        REVIEW_AUTH: 'token:hunter2hunter2hunter2',
      },
      folder,
    )
    const shown = [JSON.stringify(config), inspect(config, { depth: 9 }), `${config.OPS_PASSWORD}`].join()
    expect(shown).not.toContain('hunter2')
    expect(shown).toContain('***')
  })
})

describe('the .env file', () => {
  it('of the working folder is read, and the environment wins over it', () => {
    writeFileSync(join(folder, '.env'), 'SINCE=5\nSENDER_CHECK=warn\n')
    const env = environment(folder, { SINCE: '9' })
    expect(env).toMatchObject({ SINCE: '9', SENDER_CHECK: 'warn' })
  })
})

describe('.env.example', () => {
  const lines = readFileSync(join(packageRoot(), '.env.example'), 'utf8').split('\n')
  const named = lines.flatMap((line, index) => {
    const name = /^#? ?([A-Z][A-Z_]+)=/.exec(line)?.[1]
    return name === undefined ? [] : [{ name, above: lines[index - 1] ?? '' }]
  })

  it('names exactly the variables that exist', () => {
    expect(named.map(({ name }) => name).sort()).toEqual([...variableNames].sort())
  })

  it.each(named)('says what $name is for', ({ above }) => {
    expect(above).toMatch(/^# \S.{10,}/)
  })

  it('gives defaults and examples that are valid', () => {
    const given = named.map(({ name }) => [
      name,
      lines
        .find((line) => line.startsWith(`# ${name}=`))
        ?.split('=')
        .slice(1)
        .join('='),
    ])
    const plain = given.filter(([name]) => !/_FILE$|_PASSWORD$|_TOKEN$/.test(name ?? ''))
    const env: Environment = {
      ...Object.fromEntries(plain),
      OPS_PASSWORD: 'x',
      ROOT_PASSWORD: 'x',
      PHABRICATOR_TOKEN: 'x',
      CIRCUITS_TOKEN: 'x',
    }
    expect(() => readConfig(env, '/x')).not.toThrow()
  })
})
