import { describe, expect, it } from 'vitest'
import { logicalLines } from '../../src/alerts/lines.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { alertInput, cronMail } from '../support/root-mail.ts'

const wrapped = (line: string, width: number): string => {
  const out: string[] = []
  for (const word of line.split(' ')) {
    const last = out[out.length - 1]
    if (last !== undefined && last.length + 1 + word.length <= width) out[out.length - 1] = `${last} ${word}`
    else out.push(word)
  }
  return out.join('\n')
}
const sign = (text: string): string[] => alertsOf(cronMail('otter', '/opt/job.sh', text)).map(signatureOf)

const SENTENCES = [
  "mysqldump: Error: 'Access denied; you need (at least one of) the PROCESS privilege(s) for this operation' when trying to dump tablespaces",
  'error: skipping "/var/log/redis/redis-server.log" because parent directory has insecure permissions (It\'s world writable or writable by group which is not "root")',
  'Use of uninitialized value $count in addition (+) at /usr/local/bin/stats.pl line 88, <$fh> line 112497.',
  "PHP Warning:  PHP Startup: Unable to load dynamic library 'imagick.so' (tried: /usr/lib/php/20220829/imagick.so (/usr/lib/php/20220829/imagick.so: undefined symbol: zend_class_implements)) in Unknown on line 0",
  "cp: reguläre Datei '/mnt/nas/sicherung-20261115.tar' kann nicht angelegt werden: Keine Berechtigung",
  'rsync: [receiver] write failed on "/srv/mirror/ubuntu/pool/universe/q/qemu/qemu_8.2.2.orig.tar.xz": No space left on device (28)',
  'curl: (7) Failed to connect to gw.example.org port 9091 after 1130 ms: Could not connect to server, giving up the whole run now',
] as const

describe('a body wrapped by a mail program', () => {
  it.each(SENTENCES)('signs as the unwrapped one: %s', (sentence) => {
    for (const width of [72, 76, 78]) {
      expect(wrapped(sentence, width)).toContain('\n')
      expect(sign(wrapped(sentence, width))).toEqual(sign(sentence))
    }
  })

  it('begins a new line where a program speaks again', () => {
    const lines = [
      'tar: /backup/home-2026-11-02.tar.gz: Cannot write: it was full before the end',
      'gzip: stdout: No space left on device',
      'rsync error: some files could not be transferred',
    ]
    expect(logicalLines(lines)).toEqual(lines)
  })

  it('leaves labels and values, and lists of paths, as they are', () => {
    const lines = ['reason:  a process was stuck for a long time on one of the processors here', 'time:    today']
    expect(logicalLines(lines)).toEqual(lines)
    const paths = Array.from(
      { length: 4 },
      (_, i) => `/srv/a/very/long/path/that/no/line/of/text/holds/entirely/so/${i}`,
    )
    expect(logicalLines(paths)).toEqual(paths)
  })
})

describe('wordings of versions', () => {
  it.each([
    [
      'rsync: [sender] read error: Connection reset by peer (104)\nrsync error: error in socket IO (code 10) at io.c(784) [sender=3.2.7]',
      'rsync: read error: Connection reset by peer (104)\nrsync error: error in socket IO (code 10) at io.c(771)',
    ],
    [
      "Can't locate DBD/Pg.pm in @INC (@INC contains: /etc/perl /usr/share/perl5) at /opt/a.pl line 9.",
      "Can't locate DBD/Pg.pm in @INC (@INC entries checked: /etc/perl) at /opt/a.pl line 11.",
    ],
    ['tar: var/log/syslog: file changed as we read it', 'tar: srv/a/b.db: file changed as we read it'],
    [
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      'Exception in thread "pool-3-thread-7" java.lang.OutOfMemoryError: Java heap space',
    ],
    ['find: ‘/srv/a/hr/x’: Permission denied', "find: `/srv/a/it': Permission denied"],
    [
      "Access denied for user 'rep'@'localhost' (using password: YES)",
      "Access denied for user 'rep'@'192.0.2.7' (using password: YES)",
    ],
    [
      '/home/ida/att.exe: Win.Test.A-1 FOUND',
      '/home/otto/y.doc: Doc.Dropper-7 FOUND\n/home/otto/z.doc: Doc.Dropper-7 FOUND',
    ],
    [
      'Failed to renew certificate www.example.net with error: Some challenges have failed.',
      'Failed to renew certificate lists.example.com with error: Some challenges have failed.',
    ],
  ])('%j = %j', (one, other) => {
    expect(sign(one)).toEqual(sign(other))
  })

  it.each([
    ['rsync: read error: Connection reset by peer (104)', 'rsync: connection refused (111)'],
    ["Can't locate DBD/Pg.pm in @INC (x)", "Can't locate DBI.pm in @INC (x)"],
    ['tar: a/b: file changed as we read it', 'tar: a/b: Cannot open: Permission denied'],
    ['find: ‘/srv/a’: Permission denied', 'find: ‘/srv/a’: No such file or directory'],
    ["Access denied for user 'rep'@'localhost'", "Access denied for user 'dump'@'localhost'"],
    ['write failed on "/srv/a/b/c": No space left on device', 'write failed on "/var/a/b/c": No space left on device'],
  ])('%j ≠ %j', (one, other) => {
    expect(sign(one)).not.toEqual(sign(other))
  })
})

describe('monit', () => {
  const monit = (description: string): string[] =>
    alertsOf(
      alertInput({
        subject: 'monit alert --  Resource limit matched web',
        text: `Resource limit matched Service web\n\n\tHost:        otter.example.org\n\tDescription: ${description}\n`,
      }),
    ).map(signatureOf)

  it('keeps the limits of one service apart by their resource', () => {
    const cpu = monit('cpu usage of 95.3% matches resource limit [cpu usage > 90.0%]')
    expect(monit('cpu usage of 99.9% matches resource limit [cpu usage > 90.0%]')).toEqual(cpu)
    expect(monit('mem usage of 81.2% matches resource limit [mem usage > 80.0%]')).not.toEqual(cpu)
  })
})
