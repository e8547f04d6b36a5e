/**
 * The words by which mails tell what has become of a piece of work. Three tables, because the same word weighs
 * differently in a heading ("Completed"), in a status field ("Status: Completed") and in prose, where
 * "once it is completed" or "may be rescheduled" tell nothing.
 */
import type { Kind, Status } from './notice.ts'

export const statusOfKind: Readonly<Record<Kind, Status>> = {
  new: 'CONFIRMED',
  reminder: 'CONFIRMED',
  update: 'CONFIRMED',
  reschedule: 'RE-SCHEDULED',
  cancellation: 'CANCELLED',
  start: 'IN-PROCESS',
  completion: 'COMPLETED',
}

export type WordRule = readonly [RegExp, Kind, Status?]

/** In subjects and headings. First match of each row counts; rows are in order of severity. */
export const headingWords: readonly WordRule[] = [
  [
    /\bcancel(?:l?ed|l?ation|l?ing)\b|\b(?:cxl|cxld|canx)\b|\bwithdrawn\b|\bcalled off\b|\babandoned\b|\bdid not proceed\b|\bstood down\b|\bentfällt\b|\binställ[dt]a?\b|\babgesagt\b|\bstorniert\b|\bstornierung\b|\babsage\b|\bannul(?:e|ée?s?|ation|ada|ado|lato)\b|\bannulé|\bcancel(?:ada|ado|acion|ación|amento)\b|\banulad[oa]\b|\bgeannuleerd\b/i,
    'cancellation',
  ],
  [
    /\babort(?:ed|ion)\b|\brescinded\b|\brevoked\b|\bscrapped\b|\bnot (?:going ahead|proceeding|taking place)\b|[-–:|([] ?void(?:ed)?\b/i,
    'cancellation',
  ],
  [
    /[-–:|([] ?(?:closed|done|ended|complete)\b ?(?:$|[\])[(|–-])|^\W{0,4}(?:closed|done|ended|complete)\b|\bend of (?:the )?(?:\w{1,20} ){0,2}(?:operation|change|activity|event|intervention)\b/i,
    'completion',
  ],
  [
    /\bcomplet(?:ed|ion)\b|\bwork conclusion\b|\bconcluded\b|\bfinished\b|\bend of (?:window|maintenance|works?)\b|\bhas ended\b|\b(?:maintenance|works?|window) (?:end(?:ed)?|closed|complete)\b|\babgeschlossen\b|\bbeendet\b|\bterminée?s?\b|\bfinalizad[oa]\b|\bafgerond\b|\bcompletat[oa]\b|\bfin (?:des?|de los|dos|da|de la|del?) (?:travaux|trabajos?|trabalhos?|maintenance|mantenimiento|manutenção|intervention)\b|\bfine (?:dei )?lavori\b|\bende der (?:wartung|arbeiten|wartungsarbeiten)\b/i,
    'completion',
  ],
  [
    /^\W{0,4}start(?:ed|ing)? ?[:|–-] ?(?=[a-z])|[-–([|:] ?started ?[\])]?$|^\W{0,4}start(?:ed)? (?:of )?(?:the )?(?:planned |scheduled )?(?:maintenance|works?|notification|notice|activity)\b(?! ?(?:date|time))|\bhas (?:begun|started|commenced)\b|\b(?:maintenance|works?) (?:started|begun|commenced|commencing|beginning|starting now|in progress|underway)\b|\babout to (?:start|begin|commence)\b|\bin[ -]progress\b|\bcommencement\b|\bwork has started\b/i,
    'start',
  ],
  [
    /[-–:|([] ?(?:commenced|started|begun|ongoing|under ?way)\b ?(?:$|[\])[(|–-])|\b(?:event|activity|operation|change|window) (?:started|commenced|begun|underway)\b|^\W{0,4}(?:start|beginning) of\b|^\W{0,4}(?:commenced|ongoing)\b/i,
    'start',
  ],
  [
    /\b(?:schedule|date|time|window) changed?\b|\bamended (?:dates?|times?|schedule|window)\b|\bchanged? to (?:the |your )?(?:planned|scheduled) (?:maintenance|works?)\b|\bbrought forward\b|\bmoved to\b|\bre-?(?:planned|arranged|timed)\b/i,
    'reschedule',
  ],
  [
    /\bre-?schedul(?:e|ed|ing)\b|\bpostpone(?:d|ment)\b|\b(?:new|change of|changed|revised) (?:date|dates|schedule|time|window)\b|\bdate change\b|\bdelayed\b|\bdeferred\b|\bexten(?:sion|ded)\b|\bverschoben\b|\bverschiebung\b|\breprogramad[oa]\b|\breport(?:é|ée)\b|\bspostat[oa]\b|\bverplaatst\b/i,
    'reschedule',
  ],
  [/\btentative(?:ly)?\b|\bprovisional(?:ly)?\b/i, 'new', 'TENTATIVE'],
  [
    /\bremind(?:er|ing)\b|\berinnerung\b|\brappel\b|\brecordatorio\b|\bpromemoria\b|\bherinnering\b|\blembrete\b/i,
    'reminder',
  ],
  [
    /^\W{0,4}(?:re: ?|fwd?: ?){0,3}\W{0,4}(?:updated?|amend(?:ed|ment)|revised|revision|modified|modification)\b|\b(?:notification|notice|maintenance|announcement|works?)\W{1,4}updated?\b|\bupdate ?(?:#|no\.?|number|\d)|[-–([]\s?updated?\s?[\])]?$|\bamend(?:ment|ed)\b|\bupdated (?:notification|notice|maintenance|announcement|planned)\b|\bupdate (?:notification|notice|for planned|on planned)\b/i,
    'update',
  ],
]

/** Values of a field labelled status, state or notification type. */
export const fieldWords: readonly WordRule[] = [
  [/\bcancel|\bwithdrawn\b|\bannul|\babgesagt\b|\bstorniert\b|\brejected\b|\bdid not proceed\b/i, 'cancellation'],
  [/\bcomplet|\bfinished\b|\bconcluded\b|\bclosed?\b|\bdone\b|\bended\b|\bimplemented\b|\bresolved\b/i, 'completion'],
  [/\bin[ -]?(?:progress|process)\b|\bstarted\b|\bongoing\b|\bunder ?way\b|\bcommenced\b/i, 'start'],
  [/\bre-?schedul|\bpostpone|\bextend|\bextension\b|\bdelayed\b|\bmoved\b/i, 'reschedule'],
  [/\btentative\b|\bproposed\b|\bdraft\b|\bprovisional\b|\bpending\b|\bunconfirmed\b/i, 'new', 'TENTATIVE'],
  [/\bremind/i, 'reminder'],
  [/\bupdate|\bamend|\bmodif|\brevis|\bchanged\b/i, 'update'],
  [/\bconfirm|\bschedul|\bannounce|\bplanned\b|\bapproved\b|\bnew\b|\bopen\b|\bnormal\b|\bassess|\baccepted\b/i, 'new'],
]

/** Assertions in prose. `(?:…){0,2}` lets an adverb stand between: "has now been successfully completed". */
export const proseWords: readonly WordRule[] = [
  [
    /\b(?:has|have|had) (?:\w{1,24} )?been (?:\w{1,24} )?(?:cancel|withdrawn|called off|aborted|abandoned|stood down)|\bentfällt\b|\bplease (?:kindly )?cancel this\b|\bqueda (?:suspendid|cancelad)|\b(?:est|sont) annulé|\b(?:is|are|was|were|be|being|stands as|now|hereby) (?:\w{1,24} )?(?:cancelled|canceled|withdrawn|called off|aborted|abandoned)\b|\bwe (?:have|had|are|will be|must) (?:\w{1,24} )?cancel|\bwill not (?:take place|be (?:performed|carried out|conducted|executed|going ahead|taking place)|go ahead|proceed)\b|\b(?:did|has|have|does) not (?:proceed|go ahead|gone ahead|taken place)\b|\bcancellation of (?:the|this|a|our) (?:\w{1,24} ){0,3}(?:maintenance|works?|activity|event)\b|\bno longer (?:required|taking place|going ahead|be performed|proceeding)\b|\bwas not completed\b|\bpostponed until further notice\b|\bnew (?:date|schedule|window|time)s? (?:will|is to|has yet to) be (?:sent|announced|communicated|advised|confirmed|provided|notified|determined|agreed|scheduled)\b|\bpostponed\b.{0,60}\b(?:new|once).{0,30}\bdate|\b(?:wurde|wird|werden|wurden)\b.{0,80}\b(?:abgesagt|storniert)\b|\b(?:abgesagt|storniert) (?:wurden?|worden|werden)\b|\ba été (?:annul|supprim)|\bha sido cancelad|\bwordt geannuleerd\b|\bfoi cancelad/i,
    'cancellation',
  ],
  [
    /\b(?:has|have|’ve|'ve) (?:now |just )?cancell?ed\b|\b(?:was|were|been|is) (?:\w{1,24} )?(?:rolled back|scrapped|revoked)\b/i,
    'cancellation',
  ],
  [
    /\bcome to an end\b|\bconfirm (?:the )?(?:successful )?completion\b|\b(?:have|’ve|'ve) (?:\w{1,24} )?(?:completed|finished|concluded)\b|\b(?:inform|notify|advise) you (?:of|about) the end of\b|\bis now (?:closed|ended)\b/i,
    'completion',
  ],
  [
    /\b(?:has|have|had) (?:\w{1,24} ){0,2}(?:completed|concluded|finished|ended|closed)\b|\b(?:has|have|had) (?:\w{1,24} )?been (?:\w{1,24} )?(?:completed|concluded|finished|closed)\b|\b(?:was|were) (?:\w{1,24} )?(?:completed|concluded|finished)\b|\b(?:is|are) (?:now )?(?:complete|completed|concluded|finished|over)\b|\bcompleted successfully\b|\bsuccessful completion of\b|\b(?:wurde|wurden|ist|sind)\b.{0,80}\b(?:abgeschlossen|beendet)\b|\b(?:abgeschlossen|beendet) (?:wurden?|worden|sind)\b|\bha sido (?:completad|finalizad)|\best terminée?\b|\bfoi conclu/i,
    'completion',
  ],
  // Letters are named, not told by `u`: with `i` and `u` a pattern costs twenty times as much.
  [
    /\b(?:est|sont) (?:désormais |maintenant )?(?:terminée?s?|achevée?s?)(?![a-zÀ-ÖØ-öø-ɏ])|\bhan (?:sido )?(?:finalizado|concluido|terminado)\b|\bforam (?:conclu|finaliza)|\bsono (?:stati )?(?:terminati|conclusi|completati)\b|\b(?:is|zijn) (?:inmiddels |nu |succesvol )?(?:afgerond|voltooid)\b/i,
    'completion',
  ],
  [
    /\b(?:has|have) (?:\w{1,24} )?(?:begun|started|commenced)\b|\b(?:is|are) (?:now )?(?:in progress|under ?way|commencing|about to (?:start|begin|commence)|starting (?:now|shortly|momentarily))\b|\bwill be (?:commencing|starting|beginning) (?:momentarily|shortly|soon|now)\b|\bwill (?:begin|start|commence) (?:momentarily|shortly)\b|\bhat begonnen\b|\ba commencé\b|\bha comenzado\b/i,
    'start',
  ],
  [
    /\b(?:is|are) (?:currently|already|presently) (?:in progress|under ?way|being (?:carried out|performed))\b/i,
    'start',
  ],
  [
    /\b(?:dates?|times?|schedule|window) (?:\w{1,20} ){0,5}(?:has|have) (?:been )?changed\b|\bthis (?:\w{1,24} )?is (?:a|the) re-?schedul(?:e|ing) (?:of|for|notice|notification)\b(?!.{0,30}\d{3})/i,
    'reschedule',
  ],
  [
    /\b(?:had|has|have) to be (?:re-?scheduled|postponed|moved|delayed|deferred)\b|\b(?:have|’ve|'ve) (?:\w{1,24} )?(?:re-?scheduled|moved|postponed)\b|\bplease note the (?:revised|new|changed) (?:schedule|dates?|times?|window)\b|\bchanged the (?:start |end )?(?:dates?|times?|schedule) of\b/i,
    'reschedule',
  ],
  [
    /\b(?:has|have|had) (?:\w{1,24} )?been (?:\w{1,24} )?(?:re-?scheduled|postponed|moved|extended|delayed|deferred|brought forward)\b|\b(?:is|was|are|were) (?:\w{1,24} )?(?:re-?scheduled|postponed|delayed)\b|\bhas re-?scheduled\b|\brevised (?:primary )?(?:dates?|schedule|window|times?)\b|\bwill be extended\b|\bnew (?:date|schedule|window|time)s? (?:is|are|will be)\b|\bchange of (?:schedule|date)\b|\bwe (?:have|had) to (?:re-?schedule|postpone|move)\b|\b(?:wurde|wurden|wird)\b.{0,80}\bverschoben\b|\bverschoben (?:wurden?|worden|werden)\b|\b(?:a été|ont été|est|sont) (?:reporté|décalé|reprogramm)|\bha sido reprogramad/i,
    'reschedule',
  ],
  [
    /\bthis is (?:just )?(?:a|an|to) (?:\w{1,24} ){0,3}remind|\bgentle reminder\b|\bfriendly reminder\b|\breminder (?:notification|notice|that)\b|\bwe would like to remind\b|\bwill (?:commence|begin|start) in (?:\d+|twenty[- ]four) hours\b|\bwir möchten sie (?:nochmals )?(?:daran )?erinnern\b|\bnous vous rappelons\b|\ble recordamos\b/i,
    'reminder',
  ],
  [/\bthis is an? (?:\w{1,24} )?update\b|\bhas been (?:updated|amended|modified|revised)\b|\bupdate #\d/i, 'update'],
  [
    /\btentative(?:ly)? (?:scheduled|planned|date)\b|\bdates? (?:is|are) (?:still )?(?:tentative|to be confirmed)\b/i,
    'new',
    'TENTATIVE',
  ],
]

/** Words that turn an assertion into a condition, a wish or a general remark, when they stand before it in its sentence. */
export const conditional =
  /\b(?:if|should|once|when|whenever|unless|until|till|whether|in case|in the event|as soon as|after|upon|may|might|could|can|cannot|would|includes? those|those that|to be|must be|not yet|never|any|falls?|sobald|wenn|lorsque|quand|cuando|si)\b/i

/** "Please be advised that …", "would like to inform you …": openings that are no condition. */
export const opening =
  /\b(?:please (?:be (?:advised|informed|aware)|note|take note|accept)|would like to (?:inform|advise|notify|let|make|update)|should you have any questions)\b/gi

/** What prose must speak of for its verbs to count. */
export const workNoun =
  /\b(?:maintenance|works?|activity|activities|window|event|change|upgrade|migration|outage|notification|ticket|schedule|relocation|repair|replacement|operation|intervention|wartung\w*|arbeiten|travaux|mantenimiento|trabajos?|manuten\w+|onderhoud|dates?)\b/i
