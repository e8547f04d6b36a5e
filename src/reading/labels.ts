/** The common words of labels, on normalised keys (`labelKey`). English first, then the languages that vendors mix in. */

export const startLabel =
  /(?:^|\b)(?:start(?:s|ing|ed)?|begin(?:s|ning)?|commenc(?:e|es|ing|ement)|debut|inicio|comienzo|(?:wartungs|arbeits)?beginn|startzeit|anfang|inizio|aanvang\w{0,6}|startdatum|starttijd|begintijd|starttid|startuhrzeit|begindatum|poczatek|rozpoczecie|baslang[ıi]c|started at|from|von|desde|du|start time)\b/
export const endLabel =
  /(?:^|\b)(?:end(?:s|ing|ed)?|finish(?:es|ing)?|until|till|fin|fim|(?:wartungs|arbeits)?ende|endzeit|fine|einde|einddatum|eindtijd|sluttid|slutt?|endzeitpunkt|enddatum|koniec|zakonczenie|bitis|termino|stop|to|bis|hasta|au|completion|complete by)\b/
/** Not the work's own times, though the label has such a word. */
export const notWindowLabel =
  /\b(?:received|created|sent|issued|notice date|date notice|notified|notification date|published|opened|submitted|last|updated?|update|reply|respond|response|deadline|valid|expir|office|hours of operation|support|contact|escalat|customer|impact duration|duration|birth|invoice|due|effective|contract|tel|phone|fax|email|subject|downtime|next update|report(?:ed)? (?:on|at|by)|send|signed|approved|generated|time zone|timezone)\b/
/** Times of the impact inside the window: used only where no window stands. */
export const impactTimeLabel = /\b(?:impact|outage|downtime|interruption|disruption|affect)\w*\b/
export const windowLabel =
  /\b(?:windows?|schedule[d]?|ventana|fenetre|wartungsfenster|zeitfenster|zeitraum|date and time|date time|date & time|when|time ?frame|timeframe|timeslot|time slot|period|activity date|maintenance date|maintenance time|planned date|dates?|time|utc|gmt|local|span|day|night|datum|fecha|uhrzeit|hora|ora|orario|heures?|godzina|horario|horaire|creneau|periodo|plage|data)\b/

export const backupLabel =
  /\b(?:back ?up|alternate|alternative|contingency|fall ?back|reserve|rain|standby|secondary|spare|ersatz|ersatztermin|ausweich\w*|alternativ[oa]?|respaldo|reserva)\b/
export const oldLabel =
  /\b(?:old|previous(?:ly)?|original(?:ly)?|former(?:ly)?|initial(?:ly)?|was|superseded|ancien\w*|anterior|bisherig\w*|alt)\b/
export const newLabel =
  /\b(?:new|revised|updated|amended|rescheduled|re scheduled|changed|extended|nueva?|nouveau|nouvelle|neue?[rsnm]?)\b/

export const idLabels: readonly RegExp[] = [
  /\bmaintenance (?:id|ids|ticket|number|no|nr|reference|ref|request|case|identifier|event id|order)\b/,
  /\b(?:planned|scheduled) (?:work|works|maintenance|outage|event) ?(?:pw )?(?:id|ref|reference|number|no|ticket|reference number)\b/,
  /\b(?:change|crq|rfc|chg|cr) ?(?:request|management|order|ticket)? ?(?:id|ids|ref|reference|number|no|nr|ticket)\b|^change$|^change request$/,
  /\bwork ?order(?: (?:id|number|no|nr))?\b|\bwo (?:number|no)\b/,
  /\b(?:notification|announcement|notice|event|activity|project|operation|intervention|job|mop|pw|pe|outage|incident|case|tracking|internal|our|your|vorgangs|wartungs|auftrags)? ?(?:ticket|reference|ref|case|number|id|nummer|referenz|kennung)(?: (?:id|number|no|nr|reference|ref))?\b/,
  /\b(?:notification|announcement|notice|event|activity|advisory|project|operation|intervention|job|mop|pw|pe|pen|pew|psi|pm|case|tracking|ref|tt|work|billet|ticket|calisma|wartungs|vorgangs) ?(?:no|nr|num|code)\b|\bticketnummer\b|^vorgang$|^wijzigingsnummer$|^(?:caso|no de caso|numero de caso)$|^gmud$|^folio$|^(?:scheduled|planned) (?:maintenance|works?)$|^(?:key|number|no|code|codigo|id|numer|billet|nr)(?: \/ (?:number|code|no|id|ticket|nr))?$|\bprotocolo\b|^kenmerk$|^arendenummer\b|\bcodice (?:intervento|attivita|lavoro)\b|\b(?:change|auftrags|ticket|referenz) ?(?:nummer|nr)\b|\bnro (?:de )?ticket\b/,
  /\b(?:referencia|reference|numero de (?:notificacion|trabajo|ticket|referencia)|riferimento|referentie|numero)\b/,
]
export const notIdLabel =
  /\b(?:circuit|service|(?<!work )order|customer|client|account|contact|phone|tel|fax|vat|postal|port|invoice|po|cust|asn?|site|billing|link|peer|ip|serial|product|your reference|your ref|cvr|tax|line|company|contract|related|former|old|previous|parent|master|vendor|provider|supplier|carrier|toll)\b/

export const circuitLabels: readonly RegExp[] = [
  /\b(?:circuit|service|line|link|connection|cable|wave|leitungs|dienst|servicio|port|cross connect|lightpath)s? ?(?:s )?(?:id|ids|id s|identifier|identifiers|number|numbers|no|nr|nummer|name|names|reference|references|ref|refs|serial|ci|cis|key|keys|list)\b|\bstrand ids?\b|\bdesignacao do circuito\b|^(?:circuit|service|sid|cid|slid|slid ccsd|uid|vlan id)s?(?: s)?$|\bnumer lacza\b|\bdevre no\b/,
  /\b(?:affected|impacted|involved|concerned|betroffene\w*|afectados?|impactes?|concernes?) ?(?:s )?(?:circuits?|services?|lines?|links?|leitung\w*|dienste?|servicios?|circuitos?|connections?|ports?|customer circuits?|cis?|segments?|spans?|wavelengths?|fib(?:er|re)(?: pair)?s?|interconnects?|cross connects?)\b|\b(?:berorda|paverkade) (?:forbindelser|tjanster|samband)\b|\bber[oø]rte (?:forbindelser|tjenester|samband)\b|\b(?:ge|be)troffen (?:diensten|verbindingen|circuits)\b|\bbetrokken (?:dienst(?:en)?|dienst en|verbinding(?:en)?|circuits?)\b/,
  /\b(?:circuits?|services?|lines?|links?|servicios?|circuitos?|connections?|ports?|orders?|liaisons?|liens?|circuiti|servizi|circuits?|fib(?:er|re) segments?|segments?)(?: (?:s|id|ids|id s))? ?(?:affected|impacted|involved|concerned|at risk|under maintenance|afectados?|afetados?|impact[ea]e?s?|impactados?|impattati|concernee?s?|interessati)\b/,
  /^(?:lien|liaison|liaisons|leitung|leitungen|circuito|circuitos|enlace|enlaces|dienst|dienste|verbindung|strecke|verbinding|forbindelse|interconnects?|ports?|connections?|lightpaths?|channels?|circuiti|collegamento|affected|impacted|betroffen|services?|servicio|services? concernes?|fib(?:er|re) segments?)$/,
  /\b(?:associated|your) (?:circuits?|services?|ports?|links?|connections?|channels?|sids?)(?: s)?\b|\bcustomer (?:circuits?|service s|connections?)\b|\bassociated circuit s\b|\border ?id s?\b|\border ids?\b|^(?:your|customer) (?:impacted |affected )(?:circuits?|services?)$/,
]
export const notCircuitLabel =
  /\b(?:count|number of|impact(?: type| level| duration)?$|type|desk|status|level|description|provider|affecting|window|start|end|date|time|outage|owner|manager|hours|location)\b/

export const accountLabel =
  /^(?:customer|customer name|account|account name|account id|client|client name|company|company name|customer account|customer id|organisation|organization|kunde)$/
export const locationLabel =
  /^(?:(?:maintenance|work|activity|event|site|planned work|affected|impacted) )?(?:location|locations|location s|site|sites|region|place|standort|ort|lieu|ubicacion|localidad|city|metro|facility|address|ibx|ibx s|ibxs|building|data ?cent(?:er|re)s?)(?: s)?(?: (?:of|description|name|address)\b.{0,30})?$|\blocalidad\b|\blocation of\b|\bsite location\b/
export const summaryLabel =
  /^(?:summary|description|reason|purpose|details?|subject|title|activity|work|what|why|zusammenfassung|beschreibung|grund|motif|motivo|descripcion|objet)$|\b(?:reason for|purpose of|description of|action and reason|reason|work description|activity description|maintenance description|planned work reason|maintenance reason|maintenance details|description|justification|descripcion|nature of work|scope of work|work details|type of work)\b/
export const impactLabel =
  /^impact$|\b(?:expected|service|customer|client|anticipated|potential|type of|direct)? ?impact(?: (?:to|of|on|type|level|description|expected)\b.{0,30})?$|\bexpected (?:impact|outage|downtime|disruption)\b|\bservice (?:affecting|impacting)\b|\bimpacto\b|\bauswirkung\w*\b|\bimpacto en\b/
