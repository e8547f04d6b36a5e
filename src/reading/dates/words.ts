/** What a word may be in a date. One word may be several things (`mar` is March and, in Spanish, Tuesday). */
export interface Meaning {
  /** 1 to 12 */
  readonly month?: number
  /** 1 Monday to 7 Sunday, as ISO 8601 */
  readonly weekday?: number
  /** Such a month is an everyday word elsewhere ("set", "out", "ago"): believed only with a four-digit year. */
  readonly weak?: boolean
}

/* Indexed from 1; English, German, French, Spanish, Portuguese, Italian, Dutch, with the usual short forms. */
const monthNames: readonly string[] = [
  'january jan januar januari janv janvier enero ene janeiro gennaio gen jänner jän',
  'february feb febr februar februari fév févr février fevrier febrero fev fevereiro febbraio',
  'march mar mrz märz maerz maart mrt mars marzo março marco',
  'april apr avr avril abril abr aprile',
  'may mai mei mayo maio maggio mag',
  'june jun juni juin junio junho giugno giu',
  'july jul juli juil juillet julio julho luglio lug',
  'august aug augustus août aout agosto',
  'september sept sep septembre septiembre setembro settembre sett',
  'october oct okt oktober octobre octubre outubro ottobre ott',
  'november nov novembre noviembre novembro',
  'december dec dez dezember décembre decembre déc diciembre dic dezembro dicembre',
]
const weakMonthNames: readonly (readonly [string, number])[] = [
  ['ago', 8],
  ['set', 9],
  ['out', 10],
  ['juil', 7],
]
const weekdayNames: readonly string[] = [
  'monday mon montag mo lundi lun lunes segunda lunedì lunedi maandag 月曜日 月曜',
  'tuesday tue tues dienstag di mardi mar martes terça terca martedì martedi dinsdag 火曜日 火曜',
  'wednesday wed weds mittwoch mi mercredi mer miércoles miercoles mié quarta mercoledì mercoledi woensdag 水曜日 水曜',
  'thursday thu thur thurs donnerstag do jeudi jeu jueves jue quinta giovedì giovedi gio donderdag 木曜日 木曜',
  'friday fri freitag fr vendredi ven viernes vie sexta venerdì venerdi vrijdag 金曜日 金曜',
  'saturday sat samstag sonnabend sa samedi sam sábado sabado sáb sab sabato zaterdag 土曜日 土曜',
  'sunday sun sonntag so dimanche dim domingo dom domenica zondag 日曜日 日曜',
]

const lexicon = ((): ReadonlyMap<string, Meaning> => {
  const words = new Map<string, Meaning>()
  const add = (word: string, meaning: Meaning): void => {
    words.set(word, { ...words.get(word), ...meaning })
  }
  monthNames.forEach((names, index) => {
    for (const name of names.split(' ')) add(name, { month: index + 1 })
  })
  for (const [name, month] of weakMonthNames) add(name, { month, weak: true })
  weekdayNames.forEach((names, index) => {
    for (const name of names.split(' ')) add(name, { weekday: index + 1 })
  })
  return words
})()

export const meaningOf = (lower: string): Meaning | undefined => lexicon.get(lower)

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** May stand between a date and its time: "at", "um", "à", …; "from" and "between" open a range of times. */
export const beforeTime = set(
  'at from between um von à a as às alle dalle om de des ab time starting start hora heure uhrzeit las kl van zwischen entre ore',
)
/** May stand between a time and its date. */
export const beforeDate = set('on of am le el il op em den the du del local')
/** Between the two ends of a window, whatever stands before. */
export const rangeWords = set('to until till til through thru bis au jusqu hasta até ate tot fino ending')
/** Between the two ends of a window only after a word that opens one (`rangeOpeners`). */
export const rangeWordsOpened = set('and und auf et y e en og och à a as às alle al')
export const rangeOpeners = set(
  'between from von zwischen de du des entre dalle dal das desde van tra tussen mellom mellan vom',
)
/** Stands for an end that is not known yet. */
export const openEnds = set('tbd tba tbc unknown open')
/** Says that a lone instant is a beginning. */
export const beginnings = set('starting commencing beginning onwards onward')
/** After a clock time, without meaning of their own. */
export const clockWords = set('hrs hr hours h uhr heures horas ore uur')
export const noonWords = set('noon midday mittag midi mezzogiorno mediodía')
export const midnightWords = set('midnight mitternacht minuit mezzanotte medianoche middernacht')
/** Before numbers with slashes these say that it is no date. */
export const portWords = set(
  'port ports slot slots interface interfaces int card module shelf rack bay eth xe ge te gi et fpc pic version ver release ios firmware rev',
)
/** Before a bare date these say that it is one. */
export const dateCues = set(
  'on date dated from to until till by since before after am le el op du au vom bis den of through between night',
)
