/** A folder with a mailbox of sample mails, and a fake Google whose calendar the command line writes to. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../../src/config.ts'
import { dataFile } from '../../../src/paths.ts'
import { type FakeGoogleCalendar, startFakeGoogleCalendar } from '../fake-google-calendar.ts'

export interface GooglePlace {
  readonly folder: string
  readonly fake: FakeGoogleCalendar
  readonly env: Environment
  /** Puts sample mails of `data/demo` into the mailbox. */
  readonly deliver: (...names: readonly string[]) => void
  readonly end: () => Promise<void>
}

export const startGooglePlace = async (): Promise<GooglePlace> => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-google-'))
  mkdirSync(join(folder, 'inbox'))
  const fake = await startFakeGoogleCalendar({ now: Date.now })
  writeFileSync(join(folder, 'key.json'), fake.keyFile)
  return {
    folder,
    fake,
    env: {
      OPS_MAILBOX: 'eml:inbox',
      OPS_GROUP: 'ops-maintenance@noc.example',
      SINCE: 'all',
      CALENDAR: `google:${fake.calendarId}`,
      GOOGLE_APPLICATION_CREDENTIALS: 'key.json',
      GOOGLE_CALENDAR_URL: fake.rootUrl,
      NO_PROXY: '127.0.0.1',
    },
    deliver: (...names) => {
      for (const name of names) cpSync(join(dataFile('demo'), name), join(folder, 'inbox', name))
    },
    end: async () => {
      await fake.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
