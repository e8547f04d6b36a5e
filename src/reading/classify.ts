/**
 * Maintenance, incident or something else, by the words of subject and opening.
 * Subjects weigh three times: bodies quote "maintenance" in footers of invoices and incidents alike.
 */

import type { View } from './contract.ts'
import { aboveHistory } from './history.ts'
import type { Doubt, MailClass } from './notice.ts'
import { commonClaims } from './status.ts'
import { tellsTimeAhead } from './stranger-times.ts'

type Weighted = readonly [RegExp, number]

const planned: readonly Weighted[] = [
  [
    /\b(?:planned|scheduled|emergency|preventi?ve|preventative|corrective|demand|urgent|network|essential|routine|software|fiber|fibre|third[- ]party|provider|upcoming|power|service|customer|hardware|infrastructure|unscheduled) (?:\w{1,20} ){0,2}(?:maintenance|works?|activity|outage work|upgrade|intervention)\b/i,
    3,
  ],
  [
    /\bmaintenances?\b|\bplanned (?:\w{1,20} )?(?:works?|outage|event|activity)\b|\bchange (?:notification|advisory)\b|\bPEW\b|\bscheduled (?:works?|outage|activity|event|change|upgrade)\b|\bservice impacting change\b|\bemergency change\b|\bplanned (?:change|(?:service )?interruption|(?:service )?impairment|engineering|downtime|start)\b|\bscheduled (?:start|end)\b|\bchange (?:start|end)\b|\bmaintenance window\b/i,
    2,
  ],
  [
    /\bmaint\b(?!@)|\b(?:tower|fib(?:er|re)|cable|network|power|switch|router|circuit|link) (?:works?|maint|swap)\b/i,
    2,
  ],
  [
    /\bwartung(?:sarbeiten|sfenster|sankündigung|sbeginn|sende)?\b|\bgeplante (?:arbeiten|wartung)\b|\bmaintenance (?:programmée|planifiée)\b|\btravaux (?:sont |seront |ont été )?(?:programm|planifi)|\bmantenimiento\b|\b(?:trabajos?|trabalhos?) programad|\blavori programmati\b|\bmanutenção\b|\bintervenção programada\b|\bmanutenzione\b|\bgepland onderhoud\b|\bonderhouds?\w{0,20}|\bwerkzaamheden\b|\bplanerat arbete\b|\bintervento programmato\b|\bprace planowe\b/i,
    3,
  ],
  [/\b(?:travaux|lavori|trabajos|trabalhos)\b/i, 2],
  [/\b(?:generator|ups|load bank|black building) (?:load )?tests?\b/i, 2],
  [
    /\bwork (?:window|notification|announcement|order)\b|\b(?:maintenance|service|outage|change|work) window\b|\bwill be (?:performing|conducting|carrying out|undertaking|upgrading|replacing|migrating)\b|\bwill (?:perform|conduct|carry out|undertake)\b/i,
    2,
  ],
]

/** Words of work that is nearly always planned; too weak to tell it without a time. */
const workWord =
  /\b(?:replacement|upgrade|relocation|servicing|switch-?over|migration|load test(?:ing)?|splicing|rerouting|inspection|reboot|swap(?:ping)?|replacing|upgrading|tower work)\b|\bworks? (?:is|are|will be) carried out\b/i

const incident: readonly Weighted[] = [
  [
    /\bunplanned\b|\b(?:utility )?power (?:event|failure)\b|\bloss of (?:utility )?power\b|\bgenerators? (?:has |have )?started\b|\bestimated time (?:of|to) (?:repair|re-?stor\w{1,8}|resolution)\b|\b(?:ETR|ETTR)\b|\b(?:corrective|preventive) actions?\b|\bfault (?:id|location|start)\b|\bmitigation started\b/i,
    3,
  ],
  [/\bDDoS\b|\battacks?\b/i, 3],
  [/\boutage update\b|\bfib(?:er|re) cut\b|\bincident report\b|\bINC-?\d{4,12}\b/i, 2],
  [/\bincidents?\b|\bincident (?:report|notification|update)\b|\bmajor incident\b/i, 2],
  [
    /\bunplanned outage\b|\bservice (?:outage|disruption|degradation|interruption|down) (?:notification|alert|report|notice|update)\b|\boutage (?:notification|alert|report|update|notice)\b|\bnetwork (?:outage|event|alert|issue|fault|problem)\b|\bfault (?:report|notification|ticket)\b|\btrouble ticket\b|\bfib(?:er|re) cut\b|\balarm\b|\bcircuit down\b|\bservice restored\b/i,
    3,
  ],
  [
    /\b(?:failure|fault|malfunction|incident|disturbance) (?:report|notification|notice|announcement|update|information)\b|\b(?:network|equipment|system|line|power|card) failure\b|\bservice (?:is back|came back|recovered|impairment)\b|\bdown since\b|\bpacket loss\b|\btime of occurrence\b|\bloss of (?:signal|light|service)\b|\boptical levels?\b|\b(?:cable|fib(?:er|re)) break\b|\bback to normal\b|\b(?:higher|increased) latency\b|\bsince \d{1,2}:\d\d\b|\bengineers? (?:is|are) (?:on (?:their|the) way|en route|on site)\b|\b(?:störungsmeldung|falla|falha|guasto|storing|driftstörning|driftsforstyrrelse|awaria|arıza)\b/i,
    3,
  ],
  [
    /\breasons? for outage\b|\bRFO\b|\broot cause\b|\bpost[- ]?mortem\b|\bpost[- ]incident\b|\bRCA\b|\bincident review\b/i,
    4,
  ],
  [
    /\bwe are (?:currently )?(?:investigating|experiencing|aware of|working to restore)\b|\b(?:has been|was|were|have been|is|are) (?:now )?restored\b|\bsituation status\b|\binvestigating (?:an|the|a)\b|\bdispatched\b|\bstörung(?:s\w{0,20})?\b|\bpanne\b|\bavería\b|\bincidente\b/i,
    2,
  ],
  [
    /\b(?:storm|hurricane|typhoon|weather|cyclone|flood|wildfire|heat|winter) (?:advisory|alert|warning|update|preparedness)\b|\btropical storm\b/i,
    5,
  ],
]

const other: readonly Weighted[] = [
  [
    /\byour (?:\w{1,20} )?bill\b|\bamount due\b|\bhiring\b|\bjob (?:offer|opening)s?\b|\bapply until\b|\bregister (?:until|by)\b|\btraining (?:day|course)\b|\bagenda\b|\bconference\b|\bforum 20\d\d\b|\bretire(?:d|ment) (?:of|on)\b|\bdeprecat(?:ed|ion)\b|\bactivation date\b|\bdelivery window\b|\binstallation (?:appointment|is scheduled|scheduled)\b|\byour (?:\w{1,20} ){1,2}order has been\b/i,
    4,
  ],
  [
    /\b(?:storm|hurricane|typhoon|weather|cyclone|flood|wildfire|heat|winter) (?:advisory|alert|warning|update|preparedness|bulletin)\b|\btropical storm\b/i,
    5,
  ],
  [
    /\bbest price\b|\bfree sample\b|\bpurchasing manager\b|\bprice valid until\b|\bunsubscribe\b.{0,80}\bmarketing\b/i,
    4,
  ],
  [
    /\b(?:opening|office) hours\b|\bis closed (?:from|on|for)\b|\bpost[- ]maintenance report\b|\bservice report\b|\bgeneral terms\b|\bescalation (?:matrix|list)\b/i,
    4,
  ],
  [/\bmeetings?\b|\bworkshop\b|\bconference call\b/i, 4],
  [
    /\b(?:daily|weekly|monthly|quarterly|annual|yearly) (?:\w{1,20} )?(?:report|summary|overview|review|statistics)\b/i,
    6,
  ],
  [/\b(?:your|mailbox) (?:mailbox|account|quota|password)\b|\bof your mailbox\b|\blog ?in before\b/i, 4],
  [
    /\binvoice\b|\bbilling\b|\bstatement of account\b|\bpayment\b|\bremittance\b|\bpurchase order\b|\bcredit note\b|\brechnung\b|\bfactur[ae]\b/i,
    4,
  ],
  [
    /\bnewsletter\b|\bregister (?:now|today)\b|\bjoin us\b|\bunlock\b|\bdiscount\b|\bspecial offer\b|\bproduct (?:update|launch|news)\b|\bblack friday\b|\bwhitepaper\b|\bsave the date\b|\bsummit\b|\binvitation\b|\bpeering forum\b|\bmeet us\b/i,
    4,
  ],
  [
    /\bsurvey\b|\bfeedback request\b|\bhow (?:did|are|were) we (?:do|doing)?|\brate (?:your|our)\b|\bcustomer satisfaction\b/i,
    3,
  ],
  [
    /\bwebinar\b|\b(?:change|network|holiday|year[- ]end|maintenance|production) (?:freeze|embargo|moratorium)\b|\bfreeze period\b|\bblackout period\b|\bmoratorium\b/i,
    6,
  ],
  [
    /\baccess (?:request|notification|ticket|granted|approved|list|badge|card)\b|\bvisit(?:or)? (?:request|notification|confirmation|access)\b|\bwork visit\b|\bshipment\b|\bshipping\b|\bdelivery (?:notification|confirmation|notice)\b|\bparcel\b|\btracking number\b|\binbound package\b|\bremote hands\b|\bsmart hands\b/i,
    4,
  ],
  [
    /\bout of (?:the )?office\b|\bautomatic reply\b|\bauto[- ]?reply\b|\babwesenheit\b|\bvacation\b|\babsence du bureau\b|\bautoreply\b/i,
    6,
  ],
  [
    /\bpassword\b|\bverify your account\b|\baccount (?:suspended|locked|verification)\b|\bclick (?:here|below) to (?:confirm|verify|unlock)\b|\bmailbox (?:is )?(?:full|quota)\b|\blogin attempt\b|\bsign[- ]in\b|\bmulti[- ]factor\b/i,
    4,
  ],
  [
    /\bend[- ]of[- ](?:life|sale|support)\b|\bprice (?:change|increase|adjustment)\b|\bterms (?:and conditions|of service)\b|\bprivacy policy update\b|\bcontract renewal\b|\brenewal (?:notice|reminder)\b|\bquote\b|\border confirmation\b|\bservice (?:activation|delivery|order)\b|\bcredit(?:s)? (?:approved|request)\b|\brate card\b|\bcontact (?:list|details) (?:update|review)\b|\brelease notes\b|\bcompleted order\b/i,
    3,
  ],
]

/** Words that tell an incident only where the subject does not speak of planned work. */
const subjectIncident =
  /\boutages?\b|\bresolved\b|\brestored\b|\bpacket loss\b|\bdegradation\b|\bdown\b|\bfault\b|\btrouble\b|\bunreachable\b|\bloss of (?:power|service)\b|\bpower (?:failure|loss)\b|\binterruption\b|\bdisruption\b|\blatency\b/i

const score = (rules: readonly Weighted[], text: string): number =>
  rules.reduce((sum, [pattern, weight]) => sum + (pattern.test(text) ? weight : 0), 0)

const opening = 2500

export interface Classified {
  readonly class: MailClass
  /** The words leave no question. */
  readonly sure: boolean
  readonly doubts: readonly Doubt[]
}

/** What the readers found, as far as it bears on the class. */
export interface Signs {
  /** A time for work: a window with an end, or one under labels. */
  readonly window: boolean
  /** The window stands under labels or in a table. */
  readonly labelled: boolean
  /** A window begins after the mail was sent, or about then. */
  readonly ahead: boolean
  /** A window under labels begins after the mail was sent: no incident does. */
  readonly future: boolean
  /** A known vendor sent it. */
  readonly vendor: boolean
  /** Headers say that it is an automatic reply. */
  readonly automatic: boolean
}

interface Points {
  readonly planned: number
  readonly incident: number
  readonly other: number
}

/** "Planned Outage Notification" announces work, though outages are incidents. */
const plannedOutage =
  /\b(?:planned|scheduled) (?:\w{1,20} )?(?:outage|interruption|disruption|downtime|unavailability|event)\b/gi

const plannedIn = (text: string): number => score(planned, text) || (workWord.test(text) ? 1 : 0)

const pointsOf = (text: string): Points => ({
  planned: plannedIn(text),
  incident: score(incident, text.replace(plannedOutage, 'planned work')),
  other: score(other, text),
})

const not = (kind: 'incident' | 'other', sure = true): Classified => ({ class: kind, sure, doubts: [] })

const maintenance = (why: string | null): Classified => ({
  class: 'maintenance',
  sure: why === null,
  doubts: why === null ? [] : [{ code: 'class-unsure', blocking: true, detail: why }],
})

const mixed = 'The words speak of planned work and of something else.'
const answered = 'It answers another mail: the times may be quoted from there.'
const weak = 'It seems to announce planned work, but not in words that are sure.'

/** What the subject alone decides, or null. */
const bySubject = (subject: string, s: Points, b: Points, signs: Signs): Classified | null => {
  if (s.other > 0 && s.other >= s.incident)
    return signs.labelled && s.planned >= (signs.ahead ? 2 : 3) && s.other < 6 ? maintenance(mixed) : not('other')
  const broken = s.incident > 0 || subjectIncident.test(subject)
  if (broken && s.planned === 0)
    return signs.labelled && signs.ahead && (signs.future || b.planned >= 3) && s.incident < 4
      ? maintenance(mixed)
      : not('incident')
  if (s.incident >= 3) return signs.window && (signs.ahead || s.incident < 4) ? maintenance(mixed) : not('incident')
  return null
}

/** Times ahead under labels, or beside a word of work: too much to be passed over. */
const looksAhead = (signs: Signs, p: number): boolean => signs.ahead && (signs.labelled || (signs.window && p > 0))

/** Neither work nor anything else was named: start and end under labels are then not explained. */
const unnamed = (b: Points, against: number, signs: Signs): Classified =>
  not(b.incident > b.other ? 'incident' : 'other', against >= 3 || !signs.labelled || !signs.window)

const byBody = (s: Points, b: Points, signs: Signs): Classified => {
  const p = 3 * s.planned + b.planned
  const against = Math.max(3 * s.incident + b.incident, 3 * s.other + b.other)
  if (signs.window && p >= 3 && p > 2 * against) return maintenance(null)
  if (against >= 4 && against > p)
    return not(
      3 * s.incident + b.incident >= 3 * s.other + b.other ? 'incident' : 'other',
      against > 2 * p || !signs.window,
    )
  if (signs.window && (p >= 2 || (signs.vendor && signs.labelled)))
    return maintenance(p > against && signs.labelled && p >= 3 ? null : weak)
  if (s.planned >= 2 || (p >= 3 && signs.vendor)) return maintenance(weak)
  if (against < 3 && looksAhead(signs, p)) return maintenance(weak)
  return unnamed(b, against, signs)
}

/** What a vendor's format cannot know: its outage tickets and invoices wear the same labels. Only plain words count. */
export const plainlyNot = (view: View): Classified | null => {
  const subject = view.subject.text
  if (plannedIn(subject) > 0 || plannedIn(view.text.slice(0, opening)) >= 3) return null
  if (score(incident, subject) >= 2) return not('incident')
  return score(other, subject) >= 4 ? not('other') : null
}

/** `[ops-maintenance]`, in the subject of a forwarded post: the list's name tells nothing of the mail. */
const listName = /\[[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){1,4}\]/

/** Its own sentences, not those that it quotes, say that work is over or called off. */
const tellsEnd = (view: View): boolean =>
  commonClaims(aboveHistory(view) ?? view).some(
    (c) => c.weight === 2 && (c.kind === 'completion' || c.kind === 'cancellation'),
  )

const reply = /^\s?(?:re|aw|antw|sv|rif)\s?:/i

/** A stranger's mail that was passed over though few words told against work, or as many for it. */
const mayBeWork = (classified: Classified, s: Points, b: Points, signs: Signs, view: View): boolean => {
  const p = 3 * s.planned + b.planned
  const against = Math.max(3 * s.incident + b.incident, 3 * s.other + b.other)
  if (classified.class === 'maintenance' || !classified.sure || signs.vendor || s.other >= 6) return false
  if (against < 4 && s.planned > 0) return true
  return (against < 4 || against < 2 * p) && tellsTimeAhead(view)
}

/** Class by words alone; used where no format tells it. */
export const classify = (view: View, signs: Signs): Classified => {
  const subject = view.subject.text.replace(listName, ' ')
  if (signs.automatic) return not('other')
  // A colleague's answer quotes the announcement's subject.
  if (reply.test(subject) && !signs.window && !signs.vendor)
    return plannedIn(subject) >= 2 && tellsEnd(view) ? maintenance(answered) : not('other')
  const [s, b] = [pointsOf(subject), pointsOf(view.text.slice(0, opening))]
  const classified = bySubject(subject, s, b, signs) ?? byBody(s, b, signs)
  const answer = reply.test(subject) && !signs.vendor && classified.class === 'maintenance' && classified.sure
  if (answer) return maintenance(answered)
  const passedOver = classified.class !== 'maintenance' && signs.labelled && signs.ahead
  if (passedOver && s.planned + b.planned >= 2 && s.other < 6) return { ...classified, sure: false }
  return mayBeWork(classified, s, b, signs, view) ? { ...classified, sure: false } : classified
}
