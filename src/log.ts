import { pino } from 'pino'

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** JSON leaves in what turns the direction of letters or moves a cursor; a log is read on terminals. The value stays the same. */
const escaped = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) =>
    char.split('').reduce((out, unit) => `${out}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`, ''),
  )

/** Lines of JSON in the field names of the Elastic Common Schema 8.11, one for each call. */
export const jsonLog = (write: (line: string) => void, now: () => Date): Log => {
  const logger = pino(
    {
      messageKey: 'message',
      base: { 'ecs.version': '8.11.0', 'service.name': 'maintcal', 'process.pid': process.pid },
      timestamp: () => `,"@timestamp":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ 'log.level': label }) },
    },
    { write: (line: string) => write(escaped(line.trimEnd())) },
  )
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  }
}
