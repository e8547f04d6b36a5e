import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import * as value from './config-values.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The configuration cannot be used: one line a mistake, each naming the variable, what is wrong, and an example. */
export class ConfigError extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'ConfigError'
    this.lines = lines
  }
}

/** The process's environment over the `.env` file of the working folder, if there is one. */
export const environment = (cwd: string, outer: Environment): Environment => {
  const file = join(cwd, '.env')
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...outer } : outer
}

/** A variable's text through `parse`; what `parse` throws becomes an issue in words. */
const text = <T>(parse: (given: string) => T) =>
  z.string().transform((given, context) => {
    try {
      return parse(given.trim())
    } catch (error) {
      if (!(error instanceof value.ValueError)) throw error
      context.addIssue({ code: 'custom', message: `${error.message}. Example: ${error.example}` })
      return z.NEVER
    }
  })

const same = (given: string): string => given

const variables = (cwd: string) => {
  const path = (given: string): string => resolve(cwd, given)
  const file = text(path).optional()
  return z.object({
    MAINTCAL_DB: text(path).prefault('var/maintcal.db'),
    OPS_MAILBOX: text(value.mailboxUrl(cwd)).optional(),
    OPS_PASSWORD: text(value.secret).optional(),
    OPS_AUTH: text(value.oneOf('password', 'xoauth2')).prefault('password'),
    OPS_GROUP: text(value.mailAddress).optional(),
    ROOT_MAILBOX: text(value.mailboxUrl(cwd)).optional(),
    ROOT_PASSWORD: text(value.secret).optional(),
    ROOT_AUTH: text(value.oneOf('password', 'xoauth2')).prefault('password'),
    SINCE: text(value.sinceValue).prefault('60'),
    SENDER_CHECK: text(value.oneOf('enforce', 'warn', 'off')).prefault('enforce'),
    TRUSTED_AUTHSERV: text(value.hostName).prefault('mx.google.com'),
    CALENDAR: text(value.calendarChoice(cwd)).prefault('ics:var/maintenance.ics'),
    CANCELLED_EVENTS: text(value.oneOf('mark', 'delete')).prefault('mark'),
    GOOGLE_APPLICATION_CREDENTIALS: file,
    GOOGLE_CALENDAR_URL: text(value.webUrl('https://www.googleapis.com/')).optional(),
    PHABRICATOR_URL: text(value.webUrl('https://phabricator.example.org')).optional(),
    PHABRICATOR_TOKEN: text(value.secret).optional(),
    PHABRICATOR_PARENT: text(value.taskName).prefault('T132324'),
    PHABRICATOR_PROJECTS: text(value.list(same)).prefault(''),
    SUBTASKS: text(value.oneOf('auto', 'propose', 'off')).prefault('auto'),
    SMTP_URL: text(value.smtpUrl).optional(),
    DIGEST_FROM: text(value.senderAddress).optional(),
    DIGEST_TO: text(value.list(value.senderAddress)).prefault(''),
    DIGEST_DAY: text(
      value.oneOf('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'),
    ).prefault('monday'),
    NOTIFY_URL: text(value.notifyUrls).optional(),
    REVIEW_LISTEN: text(value.listenAddress).prefault('127.0.0.1:8480'),
    REVIEW_URL: text(value.pageUrl('https://maintcal.example.org')).optional(),
    REVIEW_AUTH: text(value.reviewAuth).prefault('none'),
    REVIEW_PROXY: text(value.list(value.ipAddress)).prefault('127.0.0.1,::1'),
    METRICS_FILE: file,
    RETENTION: text(value.retention).prefault('3 years'),
    LOG_FORMAT: text(value.oneOf('text', 'json')).prefault('text'),
    CIRCUITS_FILE: file,
    CIRCUITS_URL: text(value.webUrl('https://netbox.example.org')).optional(),
    CIRCUITS_TOKEN: text(value.secret).optional(),
    ROTA_FILE: file,
    OWNERS_FILE: file,
    ZONES_FILE: file,
    VENDORS_DIR: file,
  })
}

/** Every variable with its value, checked and parsed; paths are absolute, secrets are wrapped. */
export type Config = z.output<ReturnType<typeof variables>>

/** These may also be given as NAME_FILE: a file that holds the value. */
export const fileVariants = [
  'OPS_PASSWORD',
  'ROOT_PASSWORD',
  'PHABRICATOR_TOKEN',
  'CIRCUITS_TOKEN',
  'SMTP_URL',
  'NOTIFY_URL',
  'REVIEW_AUTH',
] as const satisfies readonly (keyof Config)[]

/** Names of all variables, as `.env.example` must list them. */
export const variableNames: readonly string[] = [
  ...Object.keys(variables('/').shape),
  ...fileVariants.map((name) => `${name}_FILE`),
]

const readSecretFile = (cwd: string, name: string, given: string): string => {
  try {
    return readFileSync(resolve(cwd, given), 'utf8').trim()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new ConfigError([`${name} names a file that cannot be read (${code}). Example: /etc/maintcal/password`])
  }
}

/** The environment without empty values, and with the contents of NAME_FILE in the place of NAME. */
const resolved = (env: Environment, cwd: string): Record<string, string> => {
  const given = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ''),
  )
  for (const name of fileVariants) {
    const path = given[`${name}_FILE`]
    if (path === undefined) continue
    if (given[name] !== undefined) throw new ConfigError([`${name} and ${name}_FILE are both set; keep one of them.`])
    given[name] = readSecretFile(cwd, `${name}_FILE`, path)
  }
  return given
}

const mailboxMistakes = (config: Config, pile: 'OPS' | 'ROOT'): readonly string[] => {
  if (!/^imaps?:/i.test(config[`${pile}_MAILBOX`] ?? '')) return []
  if (config[`${pile}_AUTH`] === 'password') {
    return config[`${pile}_PASSWORD`] === undefined
      ? [
          `${pile}_MAILBOX needs ${pile}_PASSWORD (or ${pile}_PASSWORD_FILE). Example: ${pile}_PASSWORD_FILE=/etc/maintcal/password`,
        ]
      : []
  }
  return config.GOOGLE_APPLICATION_CREDENTIALS === undefined
    ? [`${pile}_AUTH=xoauth2 needs GOOGLE_APPLICATION_CREDENTIALS. Example: /etc/maintcal/service-account.json`]
    : []
}

/** Mistakes that no variable makes alone. */
const mistakesTogether = (config: Config): readonly string[] => {
  const mistakes = [...mailboxMistakes(config, 'OPS'), ...mailboxMistakes(config, 'ROOT')]
  if (config.CALENDAR.kind === 'google' && config.GOOGLE_APPLICATION_CREDENTIALS === undefined) {
    mistakes.push('CALENDAR=google:… needs GOOGLE_APPLICATION_CREDENTIALS. Example: /etc/maintcal/service-account.json')
  }
  const noWay = config.SMTP_URL === undefined || config.DIGEST_FROM === undefined
  if (noWay && config.NOTIFY_URL?.reveal().includes('mailto:') === true) {
    mistakes.push(
      'NOTIFY_URL=mailto:… needs SMTP_URL and DIGEST_FROM. Example: SMTP_URL=smtps://user:password@mail.example.org',
    )
  }
  if (config.PHABRICATOR_URL !== undefined && config.PHABRICATOR_TOKEN === undefined) {
    mistakes.push(
      'PHABRICATOR_URL needs PHABRICATOR_TOKEN (or PHABRICATOR_TOKEN_FILE). Example: /etc/maintcal/conduit-token',
    )
  }
  if (config.CIRCUITS_URL !== undefined && config.CIRCUITS_TOKEN === undefined) {
    mistakes.push('CIRCUITS_URL needs CIRCUITS_TOKEN (or CIRCUITS_TOKEN_FILE). Example: /etc/maintcal/netbox-token')
  }
  if (config.CIRCUITS_URL !== undefined && config.CIRCUITS_FILE !== undefined) {
    mistakes.push(
      'CIRCUITS_URL and CIRCUITS_FILE are both set; keep one of them. Example: CIRCUITS_FILE=data/circuits.csv',
    )
  }
  if (config.REVIEW_AUTH.kind === 'none' && !value.isLoopback(config.REVIEW_LISTEN.host)) {
    mistakes.push(
      'REVIEW_AUTH=none would open the review page to the network. Example: REVIEW_AUTH=header:X-Remote-User',
    )
  }
  return mistakes
}

/**
 * The configuration that the environment gives. Relative paths start at `cwd`.
 * @throws ConfigError with every mistake found; it never repeats a secret.
 */
export const readConfig = (env: Environment, cwd: string): Config => {
  const result = variables(cwd).safeParse(resolved(env, cwd))
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  }
  const mistakes = mistakesTogether(result.data)
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return result.data
}
