import { parsers } from '../parsers/index.ts'
import type { Config } from './config.ts'
import { isOwnMail } from './mail/own-mail.ts'
import { readMail } from './mail/read.ts'
import type { Reading } from './reading/notice.ts'
import { readReading } from './reading/read.ts'
import type { Parsers } from './reading/vendor.ts'
import { readZoneTable } from './reading/zones.ts'
import type { Reader } from './steps/understand.ts'
import { packageVersion } from './version.ts'

/** What of the configuration decides how mails are read. */
export type ReaderConfig = Pick<
  Config,
  'OPS_GROUP' | 'TRUSTED_AUTHSERV' | 'SENDER_CHECK' | 'VENDORS_DIR' | 'ZONES_FILE'
>

/** The vendors that ship with the package, after those of the configured folder. */
export const parsersFor = async (config: Pick<Config, 'VENDORS_DIR'>): Promise<Parsers> => {
  if (config.VENDORS_DIR === undefined) return parsers
  const { loadVendors, withOwn } = await import('./reading/own-vendors.ts')
  return { ...parsers, vendors: withOwn(parsers.vendors, await loadVendors(config.VENDORS_DIR)) }
}

const sayingNothing: Reading = { class: 'other', vendor: null, format: null, notices: [], doubts: [] }

/**
 * How mails are read under this configuration.
 * @throws an error for people when the zone table or an own vendor cannot be used.
 */
export const readerFor = async (config: Partial<ReaderConfig>): Promise<Reader> => {
  const mailOptions = {
    ...(config.TRUSTED_AUTHSERV === undefined ? {} : { trustedAuthserv: config.TRUSTED_AUTHSERV }),
    ...(config.OPS_GROUP === undefined ? {} : { group: config.OPS_GROUP }),
  }
  const readingOptions = {
    parsers: await parsersFor(config),
    senderCheck: config.SENDER_CHECK ?? 'enforce',
    ...(config.ZONES_FILE === undefined ? {} : { zones: readZoneTable(config.ZONES_FILE) }),
  }
  return {
    version: packageVersion(),
    mail: (raw) => readMail(raw, mailOptions),
    reading: (mail) => (isOwnMail(mail) ? sayingNothing : readReading(mail, readingOptions)),
  }
}
