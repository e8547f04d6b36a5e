// Mails for benchmarks, made of the fixtures: each round of them speaks of other works, by other ids.

import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const fixtures = fileURLToPath(new URL('../tests/fixtures', import.meta.url))

/** All files of a folder with this ending, sorted. */
export const filesIn = (folder, ending = '.eml') =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesIn(path, ending) : name.endsWith(ending) ? [path] : []
    })

const digits = (text, round) => {
  let seed = 7 + round * 1_000_003
  for (const c of text) seed = (Math.imul(seed, 31) + c.charCodeAt(0)) >>> 0
  return text.replace(/\d/g, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return String(1 + ((seed >>> 16) % 9))
  })
}

/**
 * Fixtures whose ids stand in the bytes as they are written, so that they can be exchanged; the former ones too, or the works of all
 * rounds would be one, which costs more with each round.
 */
const templates = () =>
  filesIn(join(fixtures, 'vendors')).flatMap((file) => {
    const text = readFileSync(file, 'latin1')
    const golden = JSON.parse(readFileSync(file.replace(/\.eml$/, '.json'), 'utf8'))
    const named = (golden.notices ?? []).flatMap((n) => [n.maintenanceId, ...(n.formerIds ?? [])])
    // The longest first: one may be the beginning of another.
    const ids = [...new Set(named.filter(Boolean))].sort((a, b) => b.length - a.length)
    const usable = ids.length > 0 && ids.every((id) => /\d{4}/.test(id) && text.includes(id))
    return usable ? [{ text, ids }] : []
  })

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Also where quoted-printable breaks the line within an id, or where base64 hides it: an id that stays makes one work of all rounds. */
const exchanged = (text, ids, round) => {
  const plain = (part) => {
    let made = part
    for (const id of ids)
      made = made.replace(new RegExp([...id].map(escaped).join('(?:=\\r?\\n)?'), 'g'), digits(id, round))
    return made
  }
  const encoded = /(^content-transfer-encoding:[ \t]*base64[\s\S]*?\r?\n\r?\n)([a-z0-9+/=\r\n]+)/gim
  const within = (base64) =>
    Buffer.from(plain(Buffer.from(base64, 'base64').toString('latin1')), 'latin1').toString('base64')
  return plain(text)
    .replace(encoded, (_, head, body) => `${head}${within(body).replace(/.{76}/g, '$&\r\n')}\r\n`)
    .replace(/(=\?[\w-]+\?b\?)([a-z0-9+/=]+)(?=\?=)/gi, (_, head, word) => `${head}${within(word)}`)
}

/** `count` mails as bytes, one after another. */
export function* mails(count) {
  const all = templates()
  for (let i = 0; i < count; i++) {
    const round = Math.floor(i / all.length)
    const { text, ids } = all[i % all.length]
    const made = round > 0 ? exchanged(text, ids, round) : text
    yield Buffer.from(
      made.replace(/<([^<>\s@]{1,200}@[^<>\s]{1,200})>/g, (whole, id) =>
        /^(?:message-id|in-reply-to|references)/im.test(text) ? `<r${round}.${id}>` : whole,
      ),
      'latin1',
    )
  }
}

/** Writes `count` mails as one mbox. */
export const writeMbox = async (path, count) => {
  const out = createWriteStream(path)
  for (const mail of mails(count)) {
    const quoted = mail
      .toString('latin1')
      .replace(/\r\n/g, '\n')
      .replace(/^(>*From )/gm, '>$1')
    const more = out.write(
      Buffer.from(`From maintcal@example.org Mon Jan  4 00:00:00 2027\n${quoted.trimEnd()}\n\n`, 'latin1'),
    )
    if (!more) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
}
