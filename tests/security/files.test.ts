import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMail } from '../../src/mail/read.ts'
import { packageRoot } from '../../src/paths.ts'

const sources = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : []
  })

const writes = /\b(?:writeFile|createWriteStream|mkdir|rename|appendFile|unlink|copyFile|symlink|rm)(?:Sync)?\(/

describe('a name that stands in a mail', () => {
  it('cannot become a path: nothing that reads mail writes files', () => {
    const read = ['src/mail', 'src/reading', 'src/maintenance', 'src/steps', 'src/workers', 'parsers']
    const writers = read
      .flatMap((folder) => sources(join(packageRoot(), folder)))
      .filter((path) => writes.test(readFileSync(path, 'utf8')))
    expect(writers.map((path) => relative(packageRoot(), path))).toEqual([])
  })

  it.each(['../../../../etc/cron.d/x.csv', 'C:\\Windows\\x.csv', '/etc/passwd.csv', '..%2f..%2fx.csv'])(
    '%s is a name like any other',
    async (name) => {
      const raw = `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nid,impact\r\nED-1,none\r\n--b--\r\n`
      const { attachments, document } = await readMail(Buffer.from(raw))
      expect(attachments).toHaveLength(1)
      expect(document.parts.filter(({ kind }) => kind === 'csv')).toHaveLength(1)
    },
  )
})
