/**
 * By which words a stranger may call work off, move it, end it or leave it open; and which phrases hold such words
 * though they announce a plan. The lists are wide on purpose: a word too many asks a person, a word too few lies.
 * Written for `word-patterns.ts`: lower case, no accents, `*` ends a stem, `~` is up to three words.
 */
import { patternsOf } from './word-patterns.ts'

/** It is called off, moved, lengthened, over, begun, or denied. */
export const turns = patternsOf(`
  cancel* | withdraw* | withdrew | retract* | rescind* | revok* | void | voided | abort* | abandon* | scrap* | shelv*
  drop/dropped from/the | pulled | halt | halted | stopped | suspen* | on hold/ice/pause | paus* | held off/back/up | hold/holding off
  stand/stands/standing/stood down | call/called/calling off | call/called/calling ~ off | off the table/calendar/cards/agenda/plan
  skip* | decided against/not | not proceed | disregard* | ignore | supersed* | obsolete | no need | null | declined
  reject* | veto* | refus* | no-go | no go | is/are/was/were off | nixed | axed | delet* | removed from | take no notice | strike | struck
  scratch* | freed up | stays/stay up | gone away | give/gave up | not happening | moratorium | freeze | put to bed | ditch*

  postpon* | reschedul* | re schedul* | replan* | re plan* | rearrang* | re arrang* | rebook* | retim* | redat* | defer* | delay*
  push/pushed/pushing/put/putting/move/moves/moved/moving/shift/shifts/shifted/shifting/slip/slips/slipped/slid/bumped/kicked ~ back/out/forward/off/to/by/from/into/until/till/ahead
  has/have/had/was/were/is/are ~ moved/shifted/slipped/advanced/adjusted/changed/altered/modified/amended/revised/corrected/swapped/extended/shortened/reduced/split
  bring/brought/bringing ~ forward | change/changes in/of/to ~ date/dates/time/times/schedule/window/plan/plans/timing
  new/another/different/other/later/earlier/fresh/corrected/correct/right/actual/next date/dates/time/times/day/night/nights/slot/window/schedule/start/end
  new/another/different/other/later/earlier/fresh/corrected/correct/right/actual start/end/maintenance/work/working date/time/window
  earlier/later/sooner than | instead | rather than | hour/hours/day/days/week/weeks/night/nights earlier/later | correction* | corrigend* | errat*
  should read | should have read | in error | erroneous* | incorrect* | wrong* | mistake* | typo* | misprint* | confusion | clarification
  previous/previously announced/announcement/communicat*/advised/notif*/sent/stat*/plann*/schedul*/date/dates/time/times/notice/mail/email/e/message
  earlier/last/original/originally/initial/initially announce*/communicat*/advised/notif*/sent/stat*/plann*/schedul*/date/dates/time/times/notice/mail/email/message
  replaces the/our/any/all | in lieu | day before | day after | same time | now

  extend* | extension | overrun* | overran | running late/over/long/behind | more time | longer than | behind schedule | ahead of schedule/time
  prolong* | shorten* | taking longer | not yet | still ongoing/in/working/continu* | remains/remain ongoing/open

  back to normal | back in service | back up | back online | went well/fine/smoothly/ahead/as/according/live/without/ok
  has/have/had gone/started/begun/commenced/finished/ended/wrapped/concluded/completed/closed/passed
  has/have/had now/just/all/already/successfully/since/also gone/started/begun/commenced/finished/ended/wrapped/been/concluded/completed
  has/have/had been | is/are/was/were done/finished/complete/completed/concluded/over/closed/restored/reverted/performed/executed/implemented
  is/are/was/were now/all/already/successfully/fully done/finished/complete/completed/concluded/over/closed/restored/reverted/performed/executed/implemented/in/under
  is/are/was/were carried/rolled/called/being | behind us | all clear/done/good/set | wrapped up | success* | fail* | rolled back | rollback was/has/had
  unsuccess* | already started/under/in/live/ongoing | underway | under way | in progress | unable | cannot | can't | could not | couldn't | won't | didn't
  regret* | unfortunately | did not | we decided | decision | came back | recovered | clear now

  not | never | no longer | neither | isn't | aren't | wasn't | doesn't | hasn't | haven't | shouldn't | wouldn't

  nicht | kein* | entfall* | entfael* | ausfallen | ausgefallen | fallt/fallen ~ aus | abgesagt* | absage* | storn* | verschob* | verschieb* | verleg* | vertagt* | aufgehoben
  zuruckgezogen | hinfallig* | gestrichen* | abgebrochen* | abgeschlossen* | beendet* | erledigt* | verlanger* | unterbleib* | ausgesetzt*
  ruckgangig | korrektur* | irrtum* | neue/neuer/neues/neuen termin*/datum/zeit*/beginn/ende | stattdessen | doch | vorgezogen | spater | fruher

  n'auront/n'aura/n'est/n'a/n'ont/n'y/n'aurons pas/plus | n'auront/n'aura | n' | ne ~ pas/plus | annul* | reporte*/report | repouss* | decal* | suspen*
  abandonn* | termine* | acheve* | prolong* | nouvelle/nouveau date/heure/plage/fenetre/creneau/horaire | rectificat* | erreur | remplace* | avance*

  no se/sera/seran/tendra/tendran/va/van/habra | anulad* | aplaz* | pospuest* | pospon* | posterg* | suspendid* | reprogramad* | finaliz* | conclui*
  terminad* | completad* | adiad* | adiament* | prorrog* | nao | sem efeito | sin efecto | queda/quedan sin/suspend*/cancel* | nueva/nuevo/nova/novo fecha/hora/ventana/horario/data/janela
  errata | adelant* | antecip*

  non | annullat* | annullament* | rinviat* | rinvio | posticip* | anticip* | sospes* | spostat* | conclus* | completat* | terminat* | revocat*
  nuova/nuovo data/fascia/finestra/orario | niet | geannuleerd* | annulering | uitgesteld* | verzet | verplaatst* | verschoven* | ingetrokken | afgelast* | afgerond*
  voltooid* | verlengd* | vervalt | vervallen | nieuwe datum/tijd/tijden | geen doorgang | installt* | installd* | uppskjut* | aflys* | udskudt* | avlys* | utsatt* | framskjut*
  peruttu* | siirre* | odwol* | przeloz* | zrus* | odloz* | iptal* | ertelen* | отмен* | перенес* | 中止 | 延期 | 取消
`)

/** It is not settled: no turn of what was read as tentative. */
export const unsettled = patternsOf(`
  provisional* | tentative* | proposed | proposal | propose | draft | pending | awaiting | unconfirmed | to be confirmed/determined/advised/announced/decided/agreed/finalised/finalized/fixed/set
  tbc | tbd | tba | subject to ~ approval/confirmation/weather/permit/permits/permission/agreement/consent/availability
  will/shall be/re confirm* | will/shall confirm/reconfirm | reconfirm* | advance/advanced/early/prior warning | advance/advanced/early notice | heads up | preannounce* | pre announce* | preliminary
  preadvis* | pre advis* | indicative | target/targeted date/window/time | pencil* | in principle | planning stage/phase/to | approximate date/dates | or alternatively/the
  confirmation ~ follow* | would like to schedule | would like to propose | please confirm/approve | your approval/consent/permission
  vorlauf* | vorbehaltlich | geplant fur kw | sous reserve | provisoire* | a confirmer | por confirmar | a confirmar | provisori* | voorlopig* | onder voorbehoud | da confermare
`)

/** Phrases that announcements hold too: what stands in them says nothing of this work's fate. */
export const harmless = patternsOf(`
  original/forwarded/previous message | subject to/without/without further/prior change/notice | without prior/further notice
  has/have now/also/just/already been scheduled/planned/approved/identified/detected/notified/informed/created/opened/assigned/raised/requested/advised/logged/received/issued/arranged/reported/submitted/confirmed
  has/have been scheduled/planned/approved/identified/detected/notified/informed/created/opened/assigned/raised/requested/advised/logged/received/issued/arranged/reported/submitted/confirmed
  will/shall/should/to/must/can/could/may/might/would be/been completed/finished/concluded/restored/closed/replaced/done/reverted/updated/corrected/stopped/restarted/performed/executed/implemented/carried/added/rolled/moved/migrated
  will/shall/should/to/must complete/finish/conclude/restore/close | expected/planned/scheduled to ~ completed/finished/complete/finish
  ignore/disregard/delete this/the e/email/mail/message/notice/letter if/when/in | received ~ in error | in error please
  not/never/n't/don't/doesn't/isn't/aren't/won't/shouldn't ~ impact*/affect*/expect*/anticipat*/foresee*/reply/respond/hesitat*/monitor*/traffic/service*/lose/loss/interrupt*/disrupt*/experienc*/notic*/receiv*/recogni*/click/open/share/disclos*/copy/rely/guarant*/intended/liable/responsib*/unavailable/reachable/accessible/down/power*/unplug/attempt/forget/only/visible/noticeable/see/feel
  not ~ able to reach/access/log/reply/use | not require/need/involve any | do not make | not wish/want to receive | whether or not | if not | not be available | are/is not available
  can't/cannot/can not be ~ ruled/excluded/avoided/guaranteed | cannot ~ reach/access/log/avoid*/guarantee | unable to ~ reach/access/log/connect | have not ~ receiv*/subscrib*
  nicht/kein/keine/keinen/keiner ~ beeintr*/betroffen*/erwart*/antwort*/zoger*/unterbr*/verfugbar/erreichbar/vermeid*/auswirk*/ausfall*/aktion*/handlung*/massnahm*/ausschlie*/ausgeschlossen
  n'est/n'aura/n'auront/ne ~ pas/plus ~ impact*/perturb*/interr*/coup*/repond*/hesit*/action*/affect* | n'hesitez | ne pas repondre | n'est attendu*/prevu*/prevue
  no/nao/non/niet/geen ~ afect*/impact*/interrup*/dude*/duvid*/hesit*/esit*/respond*/rispond*/beantwo*/aarzel*/hinder*/onderbrek*/corte*/accion*/acao/azion*/actie*/disponib*/prev*/esper*
  moved/moving/move/shift/shifting/shifted/migrat*/switch* ~ traffic/customer/customers/circuit/circuits/service/services/link/links/fiber/fibers/fibre/fibres/cable/cables/equipment/rack/racks/load
  traffic/customers/circuits/circuit/services/service/links/fiber/fibre/cable/equipment/load ~ moved/migrated/shifted/transferred/replaced/rerouted/swapped
  replac*/remov*/repair*/fix*/correct*/prevent*/avoid*/resolv* ~ fail*/fault*/error*/defect*/damaged/cut/broken/wrong*/incorrect*
  a/the/of/two/one/some/our/any/potential failed/failing/faulty | due to ~ fail*/failing | card/module/power/hardware/fan/disk/link/fiber/fibre failure* | risk of ~ failure* | in case of ~ fail* | recently failed/restored/repaired
  successful/successfully complete/completion/delivery/test | ensure ~ success* | completed/complete successfully by
  next update | status update | further/regular updates | keep you ~ updated/informed | hardware/software/firmware/router/equipment/security/latest ~ update/updates
  fail over | failover | fail safe | failing over | other end | other times | same day/night | now known as | now being | cut over | cutover | is now/are now available/visible/online/published
  local working day/time | right of way | corrective | stop/start date/time | next business/working day | real time | now on/available | right now | see you | no later than | not later than | later date
  in progress of | load shed | not to exceed | not exceed* | not more than | no more than | not before | not applicable | if you/it/we/this ~ not | not already/yet ~ registered/subscribed
  customer success | change freeze | no ~ freeze | we are unable to reply | on one or other | one or more | day one | day ahead | during the day
  doch bitte | sans interruption | non affect* | non impact* | non critical | non service | non disruptive | non redundant | non intrusive | non stop | non stop | non business | non working
`)

/** Turns told as possible, or as wishes of readers: the word counts only outside of these. */
export const ifOnly = new Set(
  'if once when whenever unless whether may might could would until till should request requests requested wish able sobald wenn falls sollten sollte lorsque quand cuando quando wanneer indien se si'.split(
    ' ',
  ),
)

/** Sentences about the mail, not the work. */
export const aboutTheMail = patternsOf(`
  confidential* | privileged | intended recipient/solely | disclaimer | unsubscrib* | virus* | copyright | do not reply | unmonitored | privacy | terms and conditions | registered office/number
  reserve the right | vertraulich* | confidentiel* | confidencial* | riservat* | vertrouwelijk*
`)
