/**
 * By which words a stranger may call work off, move it, end it or leave it open; and which phrases hold such words
 * though they announce a plan. The lists are wide on purpose: a word too many asks a person, a word too few lies.
 * Written for `word-patterns.ts`: lower case, no accents, `*` ends a stem, `~` is up to three words.
 */
import { patternsOf } from './word-patterns.ts'

/** It is called off, moved, lengthened, over, begun, or denied. */
export const turns = patternsOf(`
  cancel* | cxl* | cnx* | canx* | cncl* | cncl'd | canc | xld | withdraw* | withdrew | retract* | rescind* | revok* | void | voided | abort* | abandon* | scrap* | shelv*
  drop/dropped from/the | pulled | halt | halted | stopped | suspen* | on hold/ice/pause | paus* | held off/back/up | hold/holding off
  stand/stands/standing/stood down | call/called/calling off | call/called/calling ~ off | off the table/calendar/cards/agenda/plan
  skip* | decided against/not | not proceed | disregard* | ignore | supersed* | obsolete | no need | null | declined
  reject* | veto* | refus* | no-go | no go | is/are/was/were off | nixed | axed | delet* | removed from | take no notice | strike | struck
  nobody | no-one | no one | said/says no | turned/turns out | good/bad/great/sad news | scratch* | freed up | stays/stay up | gone away | give/gave up | not happening | moratorium | freeze | put to bed | ditch*

  postpon* | reschedul* | re-schedul* | re schedul* | replan* | re-plan* | re plan* | rearrang* | re-arrang* | re arrang* | rebook* | retim* | redat* | defer* | delay*
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
  is/are/was/were carried/rolled/called/being | behind us | all clear/done/good/set | wrapped up | success* | fail* | rolled back | rolled-back | rollback was/has/had
  unsuccess* | already started/under/in/live/ongoing | underway | under way | in progress | unable | cannot | can't | could not | couldn't | won't | didn't
 take/takes/took/taken place already/last | already | took place | taken place | last week/night | untouched | regret* | unfortunately | did not | we decided | decision | objected | look/looking ~ for ~ date/dates/slot/slots/time/window | find/agree/choose/pick ~ date/dates/slot/slots/time/window | come/comes/get back with/to | came back | recovered | clear now

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
  desmarcad* | salta | saltano | slitta* | anticipa* | fue | foi | wurde | wurden | werd | blev
  inte | ikke | icke | ikkje | ej | nie | nem | nu se | ei | ne bude* | hayir | olmayacak* | yapilmayacak* | gerceklestirilmeyecek* | не
  peruttu* | siirre* | odwol* | przeloz* | zrus* | odloz* | iptal* | ertelen* | отмен* | перенес* | 中止 | 延期 | 取消
`)

/** It is not settled: no turn of what was read as tentative. */
export const unsettled = patternsOf(`
  more/most likely | probably | perhaps | maybe | wahrscheinlich | probablement | probablemente | provavelmente | waarschijnlijk | provisional* | tentative* | proposed | proposal | propose | draft | pending | awaiting | unconfirmed | to be confirmed/determined/advised/announced/decided/agreed/finalised/finalized/fixed/set
  tbc | tbd | tba | subject to ~ approval/confirmation/weather/permit/permits/permission/agreement/consent/availability
  will/shall be/re confirm* | will/shall confirm/reconfirm | reconfirm* | advance/advanced/early/prior warning | advance/advanced/early notice | heads up | heads-up | preannounce* | pre-announce* | pre announce* | preliminary
  preadvis* | pre-advis* | indicative | target/targeted date/window/time | pencil* | in principle | planning stage/phase/to | approximate date/dates | or alternatively/the
  confirmation ~ follow* | would like to schedule | would like to propose | please confirm/approve | your approval/consent/permission
  vorlauf* | vorbehaltlich | geplant fur kw | sous reserve | provisoire* | a confirmer | por confirmar | a confirmar | provisori* | voorlopig* | onder voorbehoud | da confermare
`)

/** Phrases that announcements hold too: what stands in them says nothing of this work's fate. */
export const harmless = patternsOf(`
  already scheduled/planned/informed/notified/announced/approved/registered/subscribed/have/know | have already informed/notified/announced | if ~ already
  original/forwarded/previous message | subject to/without/without further/prior change/notice | without prior/further notice
  has/have now/also/just/already been scheduled/planned/approved/identified/detected/notified/informed/created/opened/assigned/raised/requested/advised/logged/received/issued/arranged/reported/submitted/confirmed
  has/have been scheduled/planned/approved/identified/detected/notified/informed/created/opened/assigned/raised/requested/advised/logged/received/issued/arranged/reported/submitted/confirmed
  will/shall/should/to/must/can/could/may/might/would be/been completed/finished/concluded/restored/closed/replaced/done/reverted/updated/corrected/stopped/restarted/performed/executed/implemented/carried/added/rolled/moved/migrated
  will/shall/should/to/must complete/finish/conclude/restore/close | expected/planned/scheduled to ~ completed/finished/complete/finish
  ignore/disregard/delete this/the e/email/mail/message/notice/letter if/when/in | received ~ in error | in error please
  not/never/n't/don't/doesn't/isn't/aren't/won't/shouldn't ~ impact*/affect*/expect*/anticipat*/foresee*/reply/respond/hesitat*/monitor*/traffic/service*/lose/loss/interrupt*/disrupt*/experienc*/notic*/receiv*/recogni*/click/open/share/disclos*/copy/rely/guarant*/intended/liable/responsib*/unavailable/reachable/accessible/down/power*/unplug/attempt/forget/only/visible/noticeable/see/feel
  not ~ able to reach/access/log/reply/use | not require/need/involve any | do not make | not wish/want to receive | whether or not | if not | not be available | are/is not available
  can't/cannot be ~ ruled/excluded/avoided/guaranteed | can not be ~ ruled/excluded/avoided/guaranteed | cannot ~ reach/access/log/avoid*/guarantee | unable to ~ reach/access/log/connect | have not ~ receiv*/subscrib*
  nicht/kein/keine/keinen/keiner ~ beeintr*/betroffen*/erwart*/antwort*/zoger*/unterbr*/verfugbar/erreichbar/vermeid*/auswirk*/ausfall*/aktion*/handlung*/massnahm*/ausschlie*/ausgeschlossen
  n'est/n'aura/n'auront/ne ~ pas/plus ~ impact*/perturb*/interr*/coup*/repond*/hesit*/action*/affect* | n'hesitez | ne pas repondre | n'est attendu*/prevu*/prevue
  no/nao/non/niet/geen ~ afect*/impact*/interrup*/dude*/duvid*/hesit*/esit*/respond*/rispond*/beantwo*/aarzel*/hinder*/onderbrek*/beschikba*/bereikba*/corte*/accion*/acao/azion*/actie*/disponib*/prev*/esper*
  moved/moving/move/shift/shifting/shifted/migrat*/switch* ~ traffic/customer/customers/circuit/circuits/service/services/link/links/fiber/fibers/fibre/fibres/cable/cables/equipment/rack/racks/load
  traffic/customers/circuits/circuit/services/service/links/fiber/fibre/cable/equipment/load ~ moved/migrated/shifted/transferred/replaced/rerouted/swapped
  is/are/was/were carried over/by/on/via/through/across | has/have been no change/changes | nobody/no-one ~ affected/impacted | no need ~ act/action/do/respond/reply/worry/reconfigure | redundancy/resilience/resiliency/protection/diversity/capacity/bandwidth ~ reduced/lowered/limited/lost | as already/previously/originally/initially/earlier announced/notified/advised/communicated/informed
  no/not/nor ~ anticipated | impact*/outage*/downtime/interruption*/disruption* to ~ is/are anticipated | anticipated ~ impact/downtime/duration/outage/interruption/disruption/loss | impact*/outage*/downtime/interruption*/disruption* ~ anticipated | we ~ anticipate
  replac*/remov*/repair*/fix*/correct*/prevent*/avoid*/resolv* ~ fail*/fault*/error*/defect*/damaged/cut/broken/wrong*/incorrect*
  a/the/of/two/one/some/our/any/potential failed/failing/faulty | due to ~ fail*/failing | card/module/power/hardware/fan/disk/link/fiber/fibre failure* | risk of ~ failure* | in case of ~ fail* | recently failed/restored/repaired
  successful/successfully complete/completion/delivery/test | ensure ~ success* | completed/complete successfully by
  next update | status update | further/regular updates | keep you ~ updated/informed | hardware/software/firmware/router/equipment/security/latest ~ update/updates
  fail over | failover | fail-over | fail-safe | fail safe | failing over | other end | other times | same day/night | now known as | now being | cut over | cutover | cut-over | is now/are now available/visible/online/published
  local working day/time | right of way | corrective | stop/start date/time | next business/working day | real time | now on/available | right now | see you | no later than | not later than | later date
  in progress of | load shed | not to exceed | not exceed* | not more than | no more than | not before | not applicable | if you/it/we/this ~ not | not already/yet ~ registered/subscribed
  cannot/can't be cancelled/canceled/rescheduled/moved/changed/postponed or cancelled/canceled/rescheduled/moved/changed/postponed
  cannot/can't be cancelled/canceled/rescheduled/moved/changed/postponed/delayed | changes/change are/is not possible/permitted/allowed | is/are done by/at/in/during
  fiber/fibre/cable/duct/pole/line shifting | customer success | change freeze | no ~ freeze | we are unable to reply | on one or other | one or more | day one | day ahead | during the day
  doch bitte | sans interruption | non-affect* | non-impact* | non-service* | non affect* | non impact* | non critical | non service | non disruptive | non redundant | non intrusive | non stop | non stop | non business | non working
`)

/** What the sentences of announcements speak of: one that speaks of none of this is not understood. */
export const understood = patternsOf(`
  plan* | schedul* | maint* | upgrad* | replac* | install* | migrat* | inform* | advis* | notif* | aware | announc* | as follows | following | attach* | impact* | affect* | outage* | interrupt* | disrupt* | downtime
  apolog* | sorry | inconvenien* | thank* | appreciat* | contact ~ us/our/your/the/support/noc | question* | quer* | reply | respond | portal | regards | sincerely | do not hesitate
  goes/go down | stay/stays up | will be/take/perform/carry/conduct/undertake/upgrade/replace/install/work/reboot/restart/remain/fail/occur/last/have/see/experience/require/run/need/switch/lose/notify/inform/send/update/start/begin/commence/only
  carry out | carried out | carrying out | works are/is | performing | conducting | undertaking | repair* | test* | inspect* | servic* | clean* | relocat* | diver* | splic* | optimi* | improv* | expan* | software | firmware | patch* | secur*
  observe | ups systems | load during | unchanged | email/e-mail you | will get/gain/lose/use/connect | alarm/alarms may | consult* | disposicion | disposition | intervenir | dans le cadre | como parte | feed/feeds | battery/batteries | invest* | redundan* | protect* | resilien* | unprotected | ups | generator* | cooling | bgp | peer* | session* | reboot* | restart* | power feed/supply/down/outage/work
  action/actions ~ required/needed/necessary | inquir* | enquir* | this is ~ noc/team/desk/support/center/centre/department | you're receiving | you ~ subscribed | received this e/email/mail/message | email/mail/message was sent | duration of | reload* | gewartet | traffic ~ move/moved/rerouted/switch/flow | our/your ~ reference/ticket/number/case/id | reference for/of
  requests/customers/users/members/sessions/some/you may/might/could/will/can ~ fail/see/experience/observe/notice/lose/take/be
  ensur* | recommend* | prepar* ~ for | monitor* | expect* | at risk | packet loss | loss of | up to | approximately | please | you will | you can | available on/upon | is a company/part/member/trading/brand | fyi | is/are supplied/available/reachable/online | noc ~ #
  reminder | remind* | for your information | all times | times are | this is a/an | you are receiving | you receive | file | files | see below | listed below | detailed below | below
  tausch* | austausch* | ersetz* | erneuer* | umschalt* | betroffen* | betrifft | erreichbar | verfugbar | unter der nummer | ausfall* | wartung* | arbeiten | ankundig* | mitteil* | geplant* | unterbrech* | auswirk* | damen | bitte | folgende* | durchgef* | durchfuhr* | entschuldig* | verstandnis* | ruckfragen | kontaktieren | beeintr*
  coupe/coupee/coupes/coupees | indisponib* | interrompu* | remplac* | intervention* | remerci* | comprehension | travaux | informons | programm* | planifi* | ci-dessous | dessous | coupure* | excus* | madame | veuillez | prie | perturb* | n'hesitez
  duvidas | contato | contacto | mantenim* | trabajos/trabajo programad* | programad* | afect* | estimad* | compreensao | compreension | comprension | disculp* | gracias | manutenc* | comunic* | prezad* | realizar* | realiza* | ejecut* | lavori | manutenzion* | gentil* | disservizi* | scus* | servira
  beschikba* | bereikba* | uitval | kenmerk | vervang* | interrup* | indisponi* | ficara | corte* | sustitu* | substitu* | onderhoud* | werkzaamheden | gepland* | geachte | onderbrek* | vragen | excuses | planer* | underhall* | planlagt* | vedlikehold* | planow* | konserwac* | panstw* | calisma* | planli | bakim
`)

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((w) => w !== ''))

/** What the work is called. */
export const workNames = setOf(`
  maintenance maintenances work works activity activities upgrade upgrades intervention interventions outage change migration operation operations replacement job splicing diversion relocation reload swap switchover
  wartung wartungen wartungsarbeiten arbeiten travaux mantenimiento trabajo trabajos manutencao intervencao manutenzione lavori intervento onderhoud werkzaamheden arbete arbejde underhall
`)

/** What stands between its name and the verb. */
export const workAttributes = setOf(`
  planned scheduled emergency below above listed following described mentioned referenced subject said aforementioned window windows event events notification notice period ticket request
  outlined detailed shown specified stated emergencial emergenciais preventiva preventivo preventivas preventivos corretiva correctivo correctiva urgente urgentes programada programado programados programadas programmee programmees planifie planifiee planifiees prevues annonce annoncee planerat planlagt gepland geplant programme programmes programmata programmato programmati planifies prevue prevus geplante geplanten abaixo abajo ci-dessous dessous unten indicados indicata indicato annonces anunciada
`)

/** What may follow its name in a plain announcement; any other word there is a verb that may turn it. */
export const workGoesOn = setOf(`
  em sulla sulle sui nella bypass pew mode process last lasts took tonight tomorrow today enligt kommt kommen sera seran is are that will shall please team a an in and & management has have of directly your you we it they i to as description being via by any software hardware the feel at for between our my starts start begins commences
  which sur may might can could should must would needs need needed requires require required involves involve includes include consists entails entail affects affect impacts impact causes cause takes take with within during from
  until or so while when if on see number id ref reference no code tickets detail details note notes list file summary programme program schedule service services network fiber fibre power cooling circuit circuits link links router switch time times date dates here
  after before this these those order orders type reason status impact's however where due because since though although user provider customer customers notifications at's
  est sont sera seront aura auront concerne concernent va vont de des du en pour dans et qui a avec consiste es esta estan sera seran se tendra afectara afecta al para que en y del con por consistira sera serao sera ira vai no na nos nas do da e com
  ist sind wird werden findet finden beginnt beginnen dauert dauern betrifft betreffen an am im in und auf durch fur bei beeintrachtigt konnen kann konnte zu mit der die das
  sara saranno avra avranno di del della sul su nel per e che verranno verra interessera si vindt vinden zal zullen wordt worden aan op uit het van voor is zijn kommer och i pa vil bliver och
`)

/** Between the work and what becomes of it: "will be", "has just been", "wird". */
export const auxiliaries = setOf(`
  is are was were be been being has have had will shall should would must may might could can going also then therefore
  est sont sera seront etre ont ete es sera seran ser sido han foi foram serao sara saranno sono stato stati verra verranno wird werden ist sind wurde wurden worden zal zullen wordt
`)

/** What announcements say of the work behind such words: any other word there may turn it. */
export const workPredicates = patternsOf(`
  schedul* | plan* | perform* | carri* | carry* | conduct* | undertak* | execut* | implement* | requir* | need* | necessary | expect* | anticipat* | arrang* | approv* | essential | critical | mandatory | urgent | important | part | due | based | limited
  below | above | listed | shown | detail* | describ* | summari* | provisional* | tentativ* | undergo* | to | affect* | impact* | caus* | interrupt* | disrupt* | result* | involv* | includ* | consist* | entail* | last* | tak* | start* | beg* | commenc* | occur* | happen* | finish* | end* | complet* | run* | allow* | enabl* | improv* | bring* | provid* | help*
  monitor* | supervis* | coordinat* | split | divid* | don* | made | announc* | confirm* | restor* | over | in | on | at | as | by | for | from | between | during | with | within | of | the | an | any | no | some | your | our | this | up | non* | transparent* | hitless
  service* | customer* | traffic | network* | you | low | high* | minor | major | brief* | short* | not | see | like* | possibl* | potential* | typical* | normal* | general* | only | replac* | upgrad* | install* | migrat* | updat* | mov* | reschedul* | postpon* | cancel* | extend* | notif* | inform* | clos* | progress* | underway | ongoing | current* | now | already | success* | final*
  realis* | effectu* | programm* | prevu* | necessair* | planifi* | coup* | men* | condui* | realiz* | efectu* | ejecut* | program* | previst* | necesari* | llev* | afectad* | eseguit* | effettuat* | necessari* | svolt* | termin* | annul* | report*
  gefuhrt | durchgefuhrt* | ausgefuhrt* | begleitet | benotigt | erwartet | fortgesetzt | beendet | abgeschlossen | unterbrochen | betroffen | notwendig* | erforderlich* | geplant* | vorgenommen* | angekundigt* | voraussichtlich* | uitgevoerd* | gepland* | nodig | verricht*
  de | le | les | la | los | las | el | du | des | en | dans | au | aux | am | im | um | von | vom | zwischen | ab | die | der | das | den | dem | eine* | unsere* | ihr* | wir | sie | mit | zu | zum | zur | auf | bei | fur | op | het | een | uw | tussen | van | om | per | nel | nella | il | gli | del | della | dal | dalle | alle | por | para | com | con | na | nos | nas | ao | aos | entre | sur | pendant | durante | wahrend | tijdens
`)

/** What "we" do with the work in announcements. */
export const weDo = patternsOf(`
  schedul* | plan* | perform* | carry* | carri* | conduct* | undertak* | execut* | implement* | do | doing | start* | beg* | commenc* | announc* | inform* | notif* | advis* | complet* | finish* | conclud* | continu* | need* | requir* | expect* | intend* | aim | like | want* | hope* | remind* | provid* | send* | us* | updat* | monitor*
  you | undergo* | spoke | wrote | told | sent | gave | agreed | appreciat* | apolog* | thank* | ensur* | mak* | tak* | keep* | receiv* | identif* | detect* | arrang* | coordinat* | wish | cancel* | postpon* | reschedul* | mov* | extend* | clos* | now | just | already | soon | again | the | an | our | your | this | these | no | not | some | any | in | at | on | for | of | with | improv* | upgrad* | replac* | repair*
  install* | migrat* | reboot* | restart* | test* | relocat* | add* | chang* | writ* | confirm* | shar* | attach* | issu* | work* | run* | understand* | recommend* | suggest* | request* | ask* | aware | sorry | pleas* | happy | able | unable | committed | answer* | contact* | respond* | follow* | introduc* | reduc* | switch* | mention* | open* | creat* | assign*
  avoid* | minimi* | limit* | commit* | regret* | re | ll | ve | splic* | swap* | divert* | reconfigur* | decommission* | optimi* | enhanc* | increas* | expand* | isolat* | transfer* | deploy* | patch* | prepar* | maintain* | servic* | inspect* | clean* | proceed*
`)

/** Words in -ed that sentences about a plan hold besides those: of its cause, its place, its readers. */
export const plainPast = patternsOf(`
  unit* | renew* | damag* | relat* | unplann* | drain* | connect* | wish* | degrad* | defin* | mandat* | widen* | above-list* | below-list* | deem* | associat* | review* | check* | agre* | trigger* | suspect* | nam* | outlin* | commission* | communicat* | valu* | encounter* | uncontroll* | determin* | configur* | encourag*
  concern* | host* | invit* | exchang* | plac* | chill* | not* | print* | satisf* | estimat* | prolong* | experienc* | observ* | rerout* | mention* | referenc* | enclos* | dedicat* | protect* | unprotect* | managed | relocat* | remov* | reduc* | deliver* | design* | locat* | resolv* | restrict* | advanced | combin* | continued
  equipp* | aged | outdated | unexpect* | isolat* | lower* | attend* | certified | qualified | repeated | speed | need* | feed | exceed | proceed | indeed | dropp* | interconnect* | serv* | subscrib* | authori* | mitigat* | improv* | unaffect* | undisturb*
`)

/** What readers are asked to do with a notice of work. */
export const askedFor = patternsOf(`
  note | find | see | read | contact | reply | respond | forward | inform | advise | let | quote | accept | take | review | refer | confirm | acknowledge | share | pass | plan | prepare | do | make | ensure | kindly | the | feel | call | use | reach | direct | visit | check | subscribe | allow | keep | send | report | mention | state | open | log | raise | consult
  follow | watch | monitor | click | cancel | reschedule | ignore | disregard | excuse | update | include | submit | arrange | schedule | notify | email | distribute | relay | ask | remember | help | give | avoid | perform | complete | stop | shut | drain | reroute | move | switch | get | provide | verify | expect | await | wait | don't | never | not | treat
  advised | informed | aware | noted | assured | reminded | prepared | patient | attached
`)

/** It says that only a part of the work is meant: what ends then is not the whole. */
export const partly = patternsOf(`
  part | parts | partial* | partly | phase | stage | first/second/third/last/other night/window/day/date/half/attempt/round/batch/site/section | night/day/window/phase/step/part/batch #
  one of | some of | only | except* | apart from | backup | back up | alternat* | reserve | contingency | fallback | fall back | standby | remaining | rest of | both | either
  teil* | teilweise | partiel* | parcial* | parziale* | gedeelte* | nacht # | nuit # | noche #
`)

/** It takes an end or a move back, or speaks of a standing plan beside it. */
export const takenBack = patternsOf(`
  goes/go/going ahead | as planned | as first/originally/initially announced/planned/scheduled | stands | remains/remain/remaining | still | reinstat* | revert* | disregard* | ignore | in error | mistake* | erroneous*
  cancel*/cancellation withdrawn/revoked/void/lifted/rescinded | withdr* ~ cancel* | not ~ cancel* | no longer cancel*/postpon* | uncancel* | again | back on | resum* | continu* | will/shall be performed/carried/conducted/executed | will take place
  findet ~ statt | finden ~ statt | aura/auront lieu | se realizara* | tendra lugar | vindt ~ plaats | instead | new/another/different/alternative date/dates/time/times/window/slot/ticket
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
