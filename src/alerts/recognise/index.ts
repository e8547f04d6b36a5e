import { alertmanager } from './alertmanager.ts'
import { backups } from './backups.ts'
import { busyboxCron, cron } from './cron.ts'
import { mdadm, smartd, zfs } from './disks.ts'
import { exim } from './exim.ts'
import { grafana } from './grafana.ts'
import { jenkins } from './jenkins.ts'
import { monit } from './monit.ts'
import { nagios } from './nagios.ts'
import { ossec } from './ossec.ts'
import { packages } from './packages.ts'
import { postfix } from './postfix.ts'
import { raid } from './raid.ts'
import type { Recogniser } from './recogniser.ts'
import { fail2ban, reports } from './reports.ts'
import { sensu } from './sensu.ts'
import { burrow, homer, letsEncrypt, puppet } from './services.ts'
import { sudo } from './sudo.ts'
import { anacron, systemdCron, wikimediaTimer } from './timers.ts'
import { unitFailure } from './units.ts'
import { zabbix } from './zabbix.ts'

/** First match wins: fixed subjects before loose ones. `unknown` is not in it: it takes what is left. */
export const RECOGNISERS: readonly Recogniser[] = [
  cron,
  anacron,
  wikimediaTimer,
  mdadm,
  smartd,
  zfs,
  sudo,
  nagios,
  alertmanager,
  zabbix,
  sensu,
  fail2ban,
  grafana,
  ossec,
  backups,
  packages,
  monit,
  jenkins,
  exim,
  postfix,
  letsEncrypt,
  puppet,
  burrow,
  homer,
  systemdCron,
  unitFailure,
  raid,
  reports,
  busyboxCron,
]
