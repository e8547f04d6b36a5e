/** Twenty vendors as they write: ten in words of their own, ten with the calendar file of the standard (BCOP). */
import { DateTime } from 'luxon'
import type { Letter } from './mails.ts'

export type Kind = 'new' | 'reminder' | 'move' | 'cancel' | 'start' | 'done'

/** What one mail says; instants are UTC. */
export interface Word {
  readonly kind: Kind
  readonly id: string
  readonly windows: readonly { readonly start: Date; readonly end: Date }[]
  readonly circuit: string
  readonly sent: Date
  /** How many mails of the work went before. */
  readonly sequence: number
}

export interface YearVendor {
  readonly name: string
  readonly from: string
  /** A work's id from a number. */
  readonly id: (n: number) => string
  readonly circuit: (n: number) => string
  /** How many nights a work may have in this form. */
  readonly nights: 1 | 2
  readonly write: (word: Word) => Letter
}

const utc = (at: Date, format: string, zone = 'utc'): string =>
  DateTime.fromJSDate(at, { zone }).setLocale('en').toFormat(format)
const zoned = (at: Date, format: string, zone: string): string => utc(at, format, zone)

const first = ({ windows }: Word): { readonly start: Date; readonly end: Date } =>
  windows[0] ?? { start: new Date(0), end: new Date(0) }

const status: Readonly<Record<Kind, string>> = {
  new: 'CONFIRMED',
  reminder: 'CONFIRMED',
  move: 'RE-SCHEDULED',
  cancel: 'CANCELLED',
  start: 'IN-PROCESS',
  done: 'COMPLETED',
}

const inWords: Readonly<Record<Kind, string>> = {
  new: 'has been scheduled',
  reminder: 'will be carried out; this is a reminder',
  move: 'has been rescheduled',
  cancel: 'has been cancelled',
  start: 'has been started',
  done: 'has been completed',
}

const stamp = (at: Date): string => utc(at, "yyyyLLdd'T'HHmmss'Z'")

const note = (domain: string, word: Word, summary: string): string => {
  const { start, end } = first(word)
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${domain}//Maintnote//EN`,
    'BEGIN:VEVENT',
    `SUMMARY:${summary}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `DTSTAMP:${stamp(word.sent)}`,
    `UID:${word.id}`,
    `SEQUENCE:${word.sequence}`,
    `X-MAINTNOTE-PROVIDER:${domain}`,
    'X-MAINTNOTE-ACCOUNT:EXR-417',
    `X-MAINTNOTE-MAINTENANCE-ID:${word.id}`,
    `X-MAINTNOTE-OBJECT-ID:${word.circuit}`,
    'X-MAINTNOTE-IMPACT:OUTAGE',
    `X-MAINTNOTE-STATUS:${status[word.kind]}`,
    `ORGANIZER;CN="NOC":mailto:noc@${domain}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

const bcopVendor = (name: string, from: string, prefix: string): YearVendor => {
  const domain = /@([^>]+)>?$/.exec(from)?.[1] ?? 'example.com'
  const title = from.replace(/ <.*/, '')
  return {
    name,
    from,
    id: (n) => `${prefix}${70_000 + n}`,
    circuit: (n) => `${prefix}CKT-${417_000 + n}`,
    nights: 1,
    write: (word) => ({
      from,
      subject: `${title} maintenance ${word.id}`,
      text: `The work ${inWords[word.kind]}. See the calendar file.\n`,
      ical: note(domain, word, `${title} maintenance`),
    }),
  }
}

const zayoHead: Readonly<Record<Kind, string>> = {
  new: '***Example Research***ZAYO # Planned MAINTENANCE NOTIFICATION***',
  reminder: 'REMINDER NOTIFICATION***Example Research***ZAYO # Planned***',
  move: 'RESCHEDULE NOTIFICATION***Example Research***ZAYO # Planned***',
  cancel: 'CANCELLED NOTIFICATION***Example Research***ZAYO # Planned***',
  start: 'START MAINTENANCE NOTIFICATION***Example Research***ZAYO # Planned***',
  done: 'COMPLETED MAINTENANCE NOTIFICATION***Example Research***ZAYO # Planned***',
}

const zayoLead: Readonly<Record<Kind, string>> = {
  new: 'Zayo or a partner of Zayo has planned work on its network.',
  reminder: 'We remind you of the work below.',
  move: '** The Primary dates are revised as below **\n\nReschedule Notification',
  cancel: 'The work below has been cancelled.',
  start: 'The work below is about to start.',
  done: 'The work below has been finished. No other night is needed.',
}

const zayo: YearVendor = {
  name: 'zayo',
  from: 'MR Zayo <mr@zayo.com>',
  id: (n) => `TTN-00${String(7_000_000 + n)}`,
  circuit: (n) => `/OGYX/${310_000 + n}/ /ZYO /`,
  nights: 2,
  write: ({ kind, id, windows, circuit, sent }) => ({
    from: 'MR Zayo <mr@zayo.com>',
    subject: zayoHead[kind].replace('#', id),
    text: [
      'Zayo Maintenance Notification ',
      zayoLead[kind],
      `Maintenance Ticket #: ${id}`,
      'Urgency: Planned',
      `Date Notice Sent: ${utc(sent, 'dd-LLL-yyyy')}`,
      'Customer: Example Research',
      'Maintenance Window ',
      ...windows.map(({ start, end }, n) => {
        const format = 'dd-LLL-yyyy HH:mm'
        const eastern = `${zoned(start, format, 'America/New_York')} to ${zoned(end, format, 'America/New_York')}`
        return `${n === 0 ? '1st' : '2nd'} Activity Date \n${eastern} ( Eastern ) \n ${utc(start, format)} to ${utc(end, format)} ( GMT ) `
      }),
      'Location of Maintenance: Harbor Rd & 4th St, Norwick, VA',
      'Reason for Maintenance: A worn fiber span is replaced.',
      'Circuit(s) Affected: ',
      `Circuit Id\nExpected Impact\nA Location Address\nZ Location Address\nLegacy Circuit Id\n${circuit}\nHard Down - up to 4 hours\n10 Sample Ave Norwick, VA. USA\n77 Model St Easton, VA. USA\n`,
      'Maintenance Team Contacts: \nZayo Global Change Management Team\n',
    ].join('\n\n'),
  }),
}

const lumenSays: Readonly<Record<Kind, string>> = {
  new: 'This maintenance is scheduled.',
  reminder: 'This maintenance is scheduled.',
  move: 'This maintenance has been rescheduled.',
  cancel: 'Please be advised that the maintenance below has been cancelled.',
  start: 'The scheduled maintenance work has begun.',
  done: 'The scheduled maintenance window has ended.',
}

const lumenRow = (start: Date, end: Date): string => {
  const summer = DateTime.fromJSDate(start, { zone: 'America/Chicago' }).isInDST
  const name = summer ? 'CDT (Central Daylight Time)' : 'CST (Central Standard Time)'
  const cell = (at: Date, zone: string, label: string) => `<td>${zoned(at, 'yyyy-LL-dd HH:mm', zone)} ${label}</td>`
  const row = (zone: string, label: string) => `<tr>${cell(start, zone, label)}${cell(end, zone, label)}</tr>`
  return `<tr><td>Start</td><td>End</td></tr>${row('utc', 'GMT (Greenwich Mean Time)')}${row('America/Chicago', name)}`
}

const lumen: YearVendor = {
  name: 'lumen',
  from: 'smc@lumen.com',
  id: (n) => String(31_200_000 + n),
  circuit: (n) => `BBQX-${310_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const head = `Scheduled Maintenance #: ${word.id}`
    return {
      from: 'smc@lumen.com',
      subject: `Lumen ${head}`,
      html: `<html><body><span style="font-size:18px">\n${head}\n</span><span><br><br>\nSummary:\n</span><br><br>\nA cable is moved into a new duct.\n<br><br><span>\nUpdates:\n</span><br><br>\n${utc(word.sent, 'yyyy-LL-dd HH:mm:ss')} GMT - ${lumenSays[word.kind]}<br/>\n<br>\n<span>\nCustomer Impact:\n</span><br><br>\n<p><span><span>${word.id}-1</span> <br/><table>${lumenRow(start, end)}</table><br/></span></p><p><span>Maintenance Location(s): </span>MILLBROOK, TX USA<br/></p><div><table border="1"><tr><td>Customer Name</td><td>Circuit ID</td><td>Alt Circuit ID</td><td>Bandwidth</td><td>A Location</td><td>Z Location</td><td>Impact Type</td><td>Maximum Duration</td><td>Order Number</td></tr><tr><td>EXAMPLE RESEARCH</td><td>${word.circuit}</td><td>N/A</td><td>10GIG</td><td>1 PLAIN RD</td><td>&nbsp;</td><td>Outage</td><td>2 hours</td><td>&nbsp;</td></tr></table></div>\n<br><br>\nNetwork Change Management Team\n<br>\nLumen\n</body></html>\n`,
    }
  },
}

const eunetworksHead: Readonly<Record<Kind, string>> = {
  new: 'euNetworks Maintenance Announcement',
  reminder: 'REMINDER euNetworks Maintenance Announcement',
  move: 'UPDATE #1 euNetworks Maintenance Announcement',
  cancel: 'CANCELLED euNetworks Maintenance:',
  start: 'STARTED euNetworks Maintenance:',
  done: 'COMPLETED euNetworks Maintenance:',
}

const eunetworks: YearVendor = {
  name: 'eunetworks',
  from: 'euNetworks Change Management <maintenance@eunetworks.com>',
  id: (n) => `04${100_000 + n}`,
  circuit: (n) => `S00${30_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const lead = word.kind === 'move' ? 'The works were given a new date.' : `The works below ${inWords[word.kind]}.`
    return {
      from: 'euNetworks Change Management <maintenance@eunetworks.com>',
      subject: `${eunetworksHead[word.kind]} ${word.id}`,
      text: `Maintenance Announcement\n\nDear Customer,\n\n${lead}\n\nBest Regards,\nYour euNetworks Change Management Team\n\nTicket Number: ${word.id}\nService Affecting: Yes\nImpact: 2 Hours Outage\nReason for Request: Fibre work\nLocation Description: Nordhafen\nStart Time: ${utc(start, 'yyyy-LL-dd HH:mm')} GMT\nEnd Time: ${utc(end, 'yyyy-LL-dd HH:mm')} GMT\n\nService:\nNumber, ID, Name\tLocation A\nLocation Z\tWork\nStatus\n${word.circuit}, C${word.circuit.slice(1)}-1, 10G Nordhafen-Oststadt,\nA: Kai 1, Nordhafen\nZ: Ring 3, Oststadt\n\nref:00EX0.500EX01:ref\n`,
    }
  },
}

const telstraHead: Readonly<Record<Kind, readonly [string, string, string]>> = {
  new: ['Notification', 'Planned Maintenance Notification', 'Planned Maintenance has been scheduled.'],
  reminder: ['reminder', 'Planned Maintenance Reminder', 'A reminder of Planned Maintenance.'],
  move: ['reschedule', 'Planned Maintenance Rescheduled', 'Planned Maintenance has been rescheduled.'],
  cancel: ['withdrawn', 'Planned Maintenance Withdrawn', 'Planned Maintenance has been withdrawn.'],
  start: ['commenced', 'Planned Maintenance Commenced', 'Planned Maintenance has commenced.'],
  done: ['completed successfully', 'Planned Maintenance Completed', 'Planned Maintenance was completed successfully.'],
}

const telstra: YearVendor = {
  name: 'telstra',
  from: 'gpen@team.telstra.com',
  id: (n) => `PN${770_000 + n}`,
  circuit: (n) => `EXR NRW OST EPL ${90_770_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const [subject, title, lead] = telstraHead[word.kind]
    const at = (instant: Date) => `${utc(instant, 'dd-LLL-yyyy HH:mm:ss')}(UTC)`
    return {
      from: 'gpen@team.telstra.com',
      subject: `Telstra Planned Maintenance ${subject} ${word.id}`,
      html: `<html><head><title>Maintenance - Telstra</title></head><body><table><tr><td><table><tr><td>${title}</td></tr><tr><td>Service Impacting</td></tr><tr><td>${lead}</td></tr></table></td></tr><tr><td><table><tr><th align="left">To: </th><td>Example Research</td></tr><tr><th>Attention: </th><td>Sample Person</td></tr><tr><td>&nbsp;</td></tr><tr><th>Change Reference: </th><td>${word.id}</td></tr><tr><th>Maintenance Window: </th><td>${at(start)} to ${at(end)}</td></tr><tr><th>Expected Impact: </th><td>2 hours outage during the change window</td></tr><tr><th>Maintenance Details:</th></tr><tr><td>A card is swapped in Nordhafen.</td></tr><tr><th>Service(s) Impacted: </th><td>${word.circuit}</td></tr></table></td></tr></table></body></html>`,
    }
  },
}

const telxius: YearVendor = {
  name: 'telxius',
  from: 'Telxius Capacity Services NOC <customerservice.capacity@telxius.com>',
  id: (n) => String(770_000 + n),
  circuit: (n) => `EXR-PN-${30_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const titles: Readonly<Record<Kind, string>> = {
      new: 'Scheduled Work Notification // Notificación de Trabajo Programado',
      reminder: 'REMINDER: Scheduled Work Notification // Notificación de Trabajo Programado',
      move: 'Rescheduled Work Notification // Notificación de Trabajo Reprogramado',
      cancel: 'CANCELLED // CANCELADO: Scheduled Work Notification // Notificación de Trabajo Programado',
      start: 'Scheduled Work Started // Trabajo Programado Iniciado',
      done: 'Scheduled Work Completed // Trabajo Programado Finalizado',
    }
    return {
      from: 'Telxius Capacity Services NOC <customerservice.capacity@telxius.com>',
      subject: `${titles[word.kind]} ${word.id}`,
      text: `Dear Sirs // Estimados Señores,\n\nNOTIFICATION NUMBER // NUMERO DE NOTIFICACION: ${word.id}\n\nNOTIFICATION TYPE // TIPO DE NOTIFICACION: Normal\n\nDESCRIPTION // DESCRIPCION: ${word.kind === 'new' || word.kind === 'reminder' ? 'A cable is moved.' : `The work ${inWords[word.kind]}.`}\n\nSERVICE IMPACT // IMPACTO EN SERVICIOS: SWITCH HITS\n\nLOCATION // LOCALIDAD: Port-Nord, France\n\nSCHEDULE // VENTANA(S) DE TRABAJO (UTC):\n\n${utc(start, 'dd-LLL-yyyy HH:mm')} - ${utc(end, 'dd-LLL-yyyy HH:mm')}\n\nAFFECTED CIRCUITS // CIRCUITOS AFECTADOS: ${word.circuit}\n`,
    }
  },
}

const att: YearVendor = {
  name: 'att',
  from: 'ATT Maintenance <g77417@att.com>',
  id: (n) => String(7_700_000 + n),
  circuit: (n) => `77/HCGS/${730_000 + n}/SC`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const heads: Readonly<Record<Kind, string>> = {
      new: '',
      reminder: 'Reminder: ',
      move: 'Rescheduled: ',
      cancel: 'Cancelled: ',
      start: 'Started: ',
      done: 'Completed: ',
    }
    const at = (instant: Date) => `${utc(instant, 'LLLL d, yyyy HH:mm')} GMT`
    return {
      from: 'ATT Maintenance <g77417@att.com>',
      subject: `${heads[word.kind]}Summary of Planned Maintenance`,
      text: `Event ID: ${word.id}\nCustomer Impact Description: Planned Maintenance\nSummary: This maintenance ${inWords[word.kind]}.\nDescription: A card is swapped.\nBusiness Risk: Outage\nCircuit ID: ${word.circuit}\n\nStart Time: ${at(start)}, End Time: ${at(end)}\n`,
    }
  },
}

const aquacomms: YearVendor = {
  name: 'aquacomms',
  from: 'Aqua Comms NOC <noc@aquacomms.com>',
  id: (n) => String(77_000 + n),
  circuit: (n) => `417-EXR-11-77AB-${10_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const lead =
      word.kind === 'new' ? 'A Maintenance Event is planned.' : `The Maintenance Event below ${inWords[word.kind]}.`
    const at = (instant: Date) => `${utc(instant, 'HH:mm dd/LL/yyyy')} GMT`
    const row = (label: string, value: string) => `<tr><td><b>${label}: </b></td><td>${value}</td></tr>`
    return {
      from: 'Aqua Comms NOC <noc@aquacomms.com>',
      subject: `${word.kind === 'reminder' ? 'REMINDER: ' : ''}Aqua Comms Planned Outage Work ISSUE=${word.id} PROJ=100`,
      html: `<html><body>Please write your answer above this line.<hr><table><tr><td>Dear Example Research,<br><br></td></tr><tr><td>${lead}<br><br></td></tr></table><table>${row('Ticket Number', word.id)}${row('Scheduled Start Date &amp; Time', at(start))}${row('Scheduled End Date &amp; Time', at(end))}${row('Service ID', word.circuit)}</table><table><tr><td>- Update - There are no new updates.</td></tr><tr><td>Aqua Comms NOC</td></tr></table></body></html>`,
    }
  },
}

const tata: YearVendor = {
  name: 'tata',
  from: 'Do-Not-Reply <do-not-reply@tatacommunications.com>',
  id: (n) => `CHGP0${770_000 + n}`,
  circuit: (n) => `0770417000${10_000_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const heads: Readonly<Record<Kind, readonly [string, string]>> = {
      new: ['', 'Scheduled'],
      reminder: ['Reminder Notification /', 'Scheduled'],
      move: ['Reschedule Notification /', 'Rescheduled'],
      cancel: ['Cancellation Notification /', 'Canceled'],
      start: ['Start Notification /', 'Work in progress'],
      done: ['Completion Notification /', 'Closed'],
    }
    const [head, activity] = heads[word.kind]
    const lead = word.kind === 'new' ? 'Your service will see an outage.' : `This activity ${inWords[word.kind]}.`
    const span = (zone: string, label: string) =>
      `${zoned(start, 'yyyy-LL-dd HH:mm:ss', zone)} ${label} to ${zoned(end, 'yyyy-LL-dd HH:mm:ss', zone)} ${label}`
    const row = (label: string, value: string) => `<tr><td><strong> ${label} </strong></td><td>${value}</td></tr>`
    return {
      from: 'Do-Not-Reply <do-not-reply@tatacommunications.com>',
      subject: `${head}TCL TT: "${word.id}" / "Normal" / "${activity}" / Planned Work Notification`,
      html: `<html><body><p>Dear Customer,</p><p>${lead}</p><table><tr><td><strong>TATA COMMUNICATIONS</strong></td><td></td></tr></table><table border="1"><tr><td>Planned Work Notification</td></tr>${row('Ticket Reference - TCL', word.id)}${row('Service ID', word.circuit)}${row('Maintenance Type', 'Normal')}${row('Activity Status', activity)}${row('Execution Owner', 'Tata Backbone Network')}${row('Location of activity', 'Oststadt')}${row('Activity Window (IST)', span('Asia/Kolkata', 'IST'))}${row('Activity Window (GMT)', span('utc', 'GMT'))}</table></body></html>`,
    }
  },
}

const turkcell: YearVendor = {
  name: 'turkcell',
  from: 'inoc@superonline.net',
  id: (n) => `7704170000${1000 + n}`,
  circuit: (n) => `EXR-IST-FRA-${10_000 + n}`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const heads: Readonly<Record<Kind, string>> = {
      new: '',
      reminder: ' REMINDER',
      move: ' RESCHEDULED',
      cancel: ' CANCELLED',
      start: ' STARTED',
      done: ' COMPLETED',
    }
    const lead =
      word.kind === 'new' ? 'Work on your path:' : `The planned maintenance on your path ${inWords[word.kind]}.`
    const at = (instant: Date) => `${zoned(instant, 'dd.LL.yyyy HH:mm', 'Europe/Istanbul')} GMT+3`
    return {
      from: 'inoc@superonline.net',
      subject: `Turkcell Superonline Planned Maintenance${heads[word.kind]}`,
      html: `<html><body><table><tr><td><b>TURKCELL SUPERONLINE PLANNED MAINTENANCE${heads[word.kind]}</b></td></tr><tr><td>Dear Customer,<br>${lead}</td></tr><tr><td>Maintenance Number:</td><td>${word.id}</td></tr><tr><td>Start Tİme:</td><td>${at(start)}</td></tr><tr><td>End Tİme:</td><td>${at(end)}</td></tr><tr><td>Impact of the maintenance:</td><td>Services are interrupted.<table><tr><td>${word.circuit}</td><td>EXAMPLE RESEARCH</td><td>Down</td></tr></table></td></tr></table></body></html>`,
    }
  },
}

const windstream: YearVendor = {
  name: 'windstream',
  from: 'wci.maintenance.notifications@windstream.com',
  id: (n) => String(770_000 + n + 5000),
  circuit: (n) => `EX/KJUS/${70_000 + n}/ /WXN /`,
  nights: 1,
  write: (word) => {
    const { start, end } = first(word)
    const heads: Readonly<Record<Kind, readonly [string, string]>> = {
      new: ['Maintenance Notification', 'Planned Maintenance'],
      reminder: ['Reminder Notification', 'Planned Maintenance Reminder'],
      move: ['Updated Notification', 'Updated Maintenance Notification'],
      cancel: ['Cancellation Notification', 'Planned Maintenance Cancelled'],
      start: ['Started Notification', 'Planned Maintenance Started'],
      done: ['Completed Notification', 'Planned Maintenance Completed'],
    }
    const [subject, title] = heads[word.kind]
    const at = (instant: Date) => `${zoned(instant, 'LL/dd/yy HH:mm', 'America/New_York')} ET`
    const row = (label: string, value: string) => `<tr><td><b>${label}:</b></td><td>${value}</td></tr>`
    return {
      from: 'wci.maintenance.notifications@windstream.com',
      subject: `Windstream (${subject} WMT#: ${word.id})`,
      html: `<html><body><h1>${title}</h1><br>The maintenance below ${inWords[word.kind]}.<br><br><h2>DESCRIPTION OF MAINTENANCE</h2>Fiber Maintenance<br><br><h2>MAINTENANCE INFORMATION</h2><table><tr><td><table>${row('WMT', word.id)}${row('Maintenance Address', 'MILLBROOK TX')}${row('Service Affecting', 'YES')}${row('Event Start Date &amp; Time', at(start))}${row('Event End Date &amp; Time', at(end))}</table></td></tr></table><br><br><table><tr><td>Name</td><td>Account</td><td>Circuit ID</td><td>Rate Code</td><td>Cust Ckt ID</td><td>A-Loc</td><td>A-Loc Address</td><td>Z-Loc</td><td>Z-Loc Address</td></tr><tr><td>EXAMPLE RESEARCH</td><td>*****0417</td><td>${word.circuit}</td><td>100G</td><td></td><td>MLBKTX01</td><td>1 Plain Rd</td><td>ESTNVA02</td><td>77 Model St</td></tr></table></body></html>`,
    }
  },
}

export const yearVendors: readonly YearVendor[] = [
  zayo,
  lumen,
  eunetworks,
  telstra,
  telxius,
  att,
  aquacomms,
  tata,
  turkcell,
  windstream,
  bcopVendor('ntt', 'NTT Global IP Network NOC <noc@us.ntt.net>', 'VNOC-1-'),
  bcopVendor('arelion', 'Arelion Change Management <change@arelion.com>', 'PWIC2'),
  bcopVendor('packetfabric', 'PacketFabric <support@packetfabric.com>', 'PF-'),
  bcopVendor('gtt', 'GTT <netops@gtt.net>', '702'),
  bcopVendor('cogent', 'Cogent <support@cogentco.com>', 'NC7'),
  bcopVendor('megaport', 'Megaport <support@megaport.com>', 'MP-7'),
  bcopVendor('northwire.example', 'Northwire NOC <noc@northwire.example>', 'NW-'),
  bcopVendor('copperway.example', 'Copperway <maintenance@copperway.example>', 'CW2026-'),
  bcopVendor('brightline.example', 'Brightline <noc@brightline.example>', 'BL-'),
  bcopVendor('southlight.example', 'Southlight <work@southlight.example>', 'SL-'),
]
