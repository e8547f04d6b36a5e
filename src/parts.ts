import { setTimeout as wait } from 'node:timers/promises'
import type { CalendarTarget } from './calendar/target.ts'
import { circuitsName } from './circuits-source.ts'
import { type Config, ConfigError } from './config.ts'
import { sinceDate } from './config-values.ts'
import type { Mailbox } from './mail/mailbox.ts'
import type { Parts } from './sync.ts'
import { packageVersion } from './version.ts'

/** Beyond this a mail is recorded with its header lines, and a person is asked to look. Gmail takes 25 MB, base64 makes that 35. */
const maxBytes = 40 * 1024 * 1024

/** One request to Google, in milliseconds. */
const requestMilliseconds = 30_000

/** What a run has besides its configuration. */
export type Run = Pick<Parts, 'store' | 'now' | 'dryRun' | 'signal' | 'ticks' | 'progress'>

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

/** Every part is loaded when it is first needed: a run with nothing to do is over before Google's library would be loaded. */
export const openMailboxFor = async (config: Config, pile: 'OPS' | 'ROOT', url: string): Promise<Mailbox> => {
  const { openMailbox } = await import('./mail/open-mailbox.ts')
  const password = config[`${pile}_PASSWORD`]
  const key = config.GOOGLE_APPLICATION_CREDENTIALS
  if (config[`${pile}_AUTH`] === 'xoauth2' && /^imaps?:/.test(url) && key !== undefined) {
    const [{ readServiceAccount, xoauth2Tokens }, { imapAccount }] = await Promise.all([
      import('./mail/xoauth2.ts'),
      import('./mail/imap-account.ts'),
    ])
    const edges = { now: Date.now, fetch, timeout: requestMilliseconds }
    return openMailbox(url, { accessToken: xoauth2Tokens(await readServiceAccount(key), imapAccount(url).user, edges) })
  }
  return openMailbox(url, password === undefined ? {} : { password: password.reveal() })
}

/** The calendar that the configuration names. */
export const openCalendar = async (config: Config): Promise<CalendarTarget> => {
  const { CALENDAR: choice, GOOGLE_APPLICATION_CREDENTIALS: keyFile, GOOGLE_CALENDAR_URL: root } = config
  if (choice.kind === 'ics') {
    const { icsTarget } = await import('./calendar/ics.ts')
    return icsTarget(choice.path)
  }
  if (keyFile === undefined) throw new ConfigError(['CALENDAR=google:… needs GOOGLE_APPLICATION_CREDENTIALS.'])
  const { googleTarget } = await import('./calendar/google.ts')
  return googleTarget({
    calendarId: choice.id,
    credentials: { keyFile },
    rootUrl: root ?? null,
    timeoutMs: requestMilliseconds,
    now: Date.now,
    sleep: (milliseconds) => wait(milliseconds),
    random: Math.random,
  })
}

/** Changes with everything that events depend on besides what is believed: our version, the configuration, the list of circuits. */
const lookName = (config: Config): string => [packageVersion(), config.CANCELLED_EVENTS, circuitsName(config)].join(' ')

/** From configuration to everything that a run works with. */
export const partsFor = (config: Config, run: Run): Parts => {
  const mailbox = (pile: 'OPS' | 'ROOT'): Parts['mailboxes'] => {
    const url = config[`${pile}_MAILBOX`]
    if (url === undefined) return []
    return [{ pile: pile === 'OPS' ? 'ops' : 'root', open: () => openMailboxFor(config, pile, url) }]
  }
  return {
    ...run,
    mailboxes: [...mailbox('OPS'), ...mailbox('ROOT')],
    reader: once(async () => (await import('./workers/bounded-reader.ts')).boundedReaderFor(config)),
    calendar: once(() => openCalendar(config)),
    alerts: once(async () => (await import('./alerts/steps.ts')).alertStepsFor(config, run)),
    tracked: config.PHABRICATOR_URL !== undefined && config.SUBTASKS !== 'off',
    lookName: lookName(config),
    look: once(async () => (await import('./look.ts')).lookFor(config, { ask: !run.dryRun })),
    since: sinceDate(config.SINCE, run.now),
    maxBytes,
  }
}
