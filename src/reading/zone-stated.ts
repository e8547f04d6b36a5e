/** A zone that the mail states once for all its times: a field of its own, or a sentence. */

import type { View } from './contract.ts'
import { readInstants } from './dates.ts'
import type { DateContext } from './when.ts'

const zoneLabel =
  /(?:^|\/ )(?:(?:local|maintenance|event|site) )?(?:time ?zones?|tz|tijdzone|zeitzone|zona horaria|fuso(?: orario| horario)?|fuseau(?: horaire)?|strefa czasowa|saat dilimi)(?:$| \/)/
const sentence = /\b(?:all|listed|above|below|these|the|stated) (?:dates? (?:and|&) )?times?\b(?<rest>.{2,80})/i
const filler =
  /^(?: |(?:are|is|in|shown|listed|given|quoted|stated|displayed|expressed|below|above|mentioned|noted|specified|provided|as|the|here|zone)\b|[:=-])*/i

/** The zone that words name, read beside a time of the mail's own season; null if they name none, or are not sure. */
const zoneIn = (words: string, context: DateContext): string | null => {
  const day = (context.sent ?? '2027-01-15').slice(0, 10)
  const [instant] = readInstants(`${day} 12:00 ${words}`, { ...context, zone: null })
  return instant?.zoneWritten && !instant.doubts.some((d) => d.code.startsWith('zone')) ? instant.zone : null
}

/** The stated zone (IANA or offset), or null: none, or several that differ. */
export const statedZone = (view: View): string | null => {
  const fromFields = view.fields.flatMap((f) =>
    zoneLabel.test(f.key) && f.value.length <= 60 ? [zoneIn(f.value.replace(/\n/g, ' '), view.context)] : [],
  )
  const lines = sentence.test(view.text) ? view.part.lines : []
  const fromLines = lines.flatMap((line) => {
    const rest = line.struck || line.text.length > 400 ? undefined : sentence.exec(line.text)?.groups?.rest
    return rest ? [zoneIn(rest.replace(filler, '').slice(0, 40), view.context)] : []
  })
  const named = new Set([...fromFields, ...fromLines].filter((zone) => zone !== null))
  return named.size === 1 ? ([...named][0] ?? null) : null
}
