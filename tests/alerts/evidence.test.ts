import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertInput } from '../../src/alerts/input.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { alertInput, cronMail } from '../support/root-mail.ts'

const signatures = (input: AlertInput): string[] => alertsOf(input).map(signatureOf)
const job = (text: string, host = 'otter', command = '/opt/job.sh'): string =>
  signatures(cronMail(host, command, text))[0] ?? ''
const evidence = (text: string): readonly string[] =>
  alertsOf(cronMail('otter', '/opt/job.sh', text))[0]?.evidence ?? []

describe('one trouble has one signature', () => {
  it.each([
    ['another line said as well', 'error: disk gone', 'starting up\nerror: disk gone\ndone'],
    ['repeats', 'error: disk gone', 'error: disk gone\nerror: disk gone\nerror: disk gone'],
    ['another order', 'error: a\nerror: b', 'error: b\nerror: a'],
    ['another process, time and size', '06:25:02 job[12]: error: got 3 MB', '17:40:59 job[4711]: error: got 12.5 MB'],
    [
      'other files of one folder',
      'cp: /home/ida/a/x: failed\ncp: /home/ida/a/y: failed',
      'cp: /home/otto/a/r: failed\ncp: /home/otto/a/s: failed\ncp: /home/otto/a/t: failed',
    ],
    [
      'a wrapped line',
      `error: the state of the job could not be written ${'to its folder '.repeat(3)}today`,
      `error: the state of the job could not be written to its folder to its\nfolder to its folder today`,
    ],
    ['colour codes and carriage returns', 'error: disk gone', '10%\r50%\r\u001b[31merror: disk gone\u001b[0m\r\n'],
    [
      'stack frames',
      'Traceback (most recent call last):\n  File "/a.py", line 3, in f\n    g()\nValueError: bad',
      'Traceback (most recent call last):\n  File "/b.py", line 9, in h\n    k()\n  File "/c.py", line 1, in i\n    l()\nValueError: bad',
    ],
    ['another wiki', 'Dump of dewiki returned 1', 'Dump of frwiktionary returned 2'],
    [
      'the settings beside it in a table',
      'error: array\nc0u0 | RAID-6 | 21830G | RA,WB | Degraded | None',
      'error: array\nc1u2 | RAID-1 | 557G | ADRA,WB | Degraded | 3 %',
    ],
    [
      'the words of another libpq',
      'pg_dump: error: could not connect to server: FATAL:  role "ida" does not exist',
      'pg_dump: error: connection to server at "db1" (192.0.2.4), port 5432 failed: FATAL:  role "ida" does not exist',
    ],
    [
      'another environment',
      'perl: warning: Setting locale failed.\nperl: warning: Please check that your locale settings:\n\tLANG = "en_GB.UTF-8"\n    are supported and installed on your system.\nperl: warning: Falling back to the standard locale ("C").',
      'perl: warning: Setting locale failed.\nperl: warning: Please check that your locale settings:\n\tLC_ALL = (unset),\n\tLANG = "de_DE"\n    are supported and installed on your system.\nperl: warning: Falling back to a fallback locale ("en_GB.UTF-8").',
    ],
    [
      'the input that was read',
      'Illegal division by zero at /srv/a/B.pm line 18.',
      'Illegal division by zero at /srv/a/B.pm line 21, <FILE_IN> line 1223.',
    ],
    ['a core', 'Segmentation fault', 'Segmentation fault (core dumped)'],
    [
      'more that a full disk stops',
      'gzip: stdout: No space left on device',
      'gzip: stdout: No space left on device\nerror: error writing to /var/lib/x/status: No space left on device',
    ],
    ['a progress meter', 'error: disk gone', '  0     0    0     0\n100   123  100   123\nerror: disk gone'],
  ])('with %s', (_name, one, other) => {
    expect(job(one)).toBe(job(other))
  })

  it.each(['otter', 'cp9041', 'db-x-2007', 'backup', 'web', 'w9'])('on host %s', (host) => {
    expect(job(`error: cannot reach ${host}.example.org from here`, host)).toBe(
      job('error: cannot reach otter.example.org from here'),
    )
  })

  it('whatever user, wrapper and redirection the job has', () => {
    expect(job('error: x', 'otter', 'sudo -u a nice /opt/job.sh --all >/dev/null')).toBe(job('error: x'))
  })
})

describe('two troubles have two signatures', () => {
  it.each([
    ['another error', 'error: disk gone', 'error: memory gone'],
    ['another module', 'ImportError: No module named lantern', 'ImportError: No module named lantern.auth'],
    ['another folder', 'error: skipping "/var/log/otter/a.log"', 'error: skipping "/srv/log/mole/b.log"'],
    [
      'several files of other folders',
      'bad: /var/log/otter/a failed\nbad: /var/log/otter/b failed',
      'bad: /var/log/mole/a failed\nbad: /var/log/mole/b failed',
    ],
    ['another HTTP result', 'The requested URL returned error: 404', 'The requested URL returned error: 502'],
    [
      'another state in a table',
      'error: array\nc0u0 | RAID-6 | 21830G | RA,WB | Degraded | None',
      'error: array\nc0u0 | RAID-6 | 21830G | RA,WB | Offline | None',
    ],
    ['what was said of a wiki', 'Dump of dewiki returned 1', 'Upload of dewiki returned 1'],
    [
      'another word of a server',
      'psql: error: connection to server at "db1", port 5432 failed: FATAL:  role "ida" does not exist',
      'psql: error: connection to server at "db1", port 5432 failed: FATAL:  too many connections',
    ],
    ['a killed program', 'Segmentation fault (core dumped)', 'Killed'],
    ['another language of talk', 'verbose level 1', 'No value set'],
  ])('for %s', (_name, one, other) => {
    expect(job(one)).not.toBe(job(other))
  })

  it('for another program with the same words', () => {
    expect(job('error: x', 'otter', '/opt/job.sh')).not.toBe(job('error: x', 'otter', '/opt/job-2.sh'))
  })
})

describe('evidence', () => {
  it('is the gravest that is said', () => {
    expect(evidence('all is well\nwarning: slow\ncannot open the tape')).toEqual(['cannot open the tape'])
    expect(evidence('all is well\nwarning: slow')).toEqual(['warning: slow'])
    expect(evidence('error: gone\nOSError: [Errno 28] No space left on device')).toEqual([
      'OSError: [Errno <n>] No space left on device',
    ])
  })

  it.each(['0 errors, 0 warnings', 'no errors found', 'failed=0 skipped=0'])('takes "%s" for talk', (line) => {
    expect(evidence(`${line}\nwarning: slow`)).toEqual(['warning: slow'])
  })

  it('is one of several reasons, the same one in every order', () => {
    const lines = ['delta', 'alpha', 'charlie', 'bravo', 'echo', 'foxtrot'].map((w) => `${w}: connection refused`)
    expect(evidence(lines.join('\n'))).toEqual(['alpha: connection refused'])
    expect(evidence(lines.toReversed().join('\n'))).toEqual(['alpha: connection refused'])
  })

  it.each([
    ['a verdict', 'error: sync failed', 'sync: connection refused'],
    ['that nothing could be done', 'cannot continue the job', 'cannot open queue: it is locked'],
    ["the system's own words", 'ERROR: transfer of home failed', 'ssh: connect to port 22: No route to host'],
    ['a warning', 'warning: option foo is deprecated', 'cannot open queue file'],
  ])('is the reason rather than %s', (_name, verdict, reason) => {
    expect(evidence(`${verdict}\n${reason}`)).toEqual([evidence(reason)[0]])
    expect(evidence(`${reason}\n${verdict}`)).toEqual([evidence(reason)[0]])
  })

  it('is a verdict when nobody told the reason, with the warnings or the sentence that go with it', () => {
    expect(evidence('sending\nerror: sync failed')).toEqual(['error: sync failed'])
    expect(evidence('error: sync failed\nthe daily allowance is used up')).toEqual([
      'error: sync failed',
      'the daily allowance is used up',
    ])
    expect(evidence('warning: token is old\nerror: sync failed')).toEqual([
      'error: sync failed',
      'warning: token is old',
    ])
  })

  it('is at most four lines, the same ones on every day', () => {
    const lines = ['delta', 'alpha', 'charlie', 'bravo', 'echo', 'foxtrot'].map((w) => `error: ${w} gone`)
    expect(evidence(lines.join('\n'))).toEqual(['alpha', 'bravo', 'charlie', 'delta'].map((w) => `error: ${w} gone`))
  })

  it('is the same for every talk of more than two lines: rows and progress change daily', () => {
    expect(evidence('wiki 12\nblog 3\nshop 9')).toEqual(evidence('ida came\notto went\nand all was quiet\nat night'))
    expect(evidence('ida came\notto went')).not.toEqual(evidence('wiki 12\nblog 3'))
  })

  it.each([
    ['/var/log/otter/a.log', '/var/log/otter/b/c.log'],
    ['/srv/otter/2026/a', '/srv/otter/b'],
    ['/mnt/otter', '/mnt/mole'],
    ['/home/ida/.cache/a', '/home/otto/b'],
  ])('does not tell %s from %s: which file of a tree it was is chance', (one, other) => {
    expect(evidence(`cannot open ${one}`)).toEqual(evidence(`cannot open ${other}`))
  })

  it.each([
    ['/var/log/otter/a.log', '/var/log/mole/a.log'],
    ['/var/log/otter.log', '/var/log/mole.log'],
    ['/etc/otter/a.conf', '/etc/otter/b.conf'],
    ['/srv/otter/lib/a.php', '/srv/otter/lib/b.php'],
    ['/usr/lib/otter/a', '/usr/lib/otter/b'],
  ])('tells %s from %s', (one, other) => {
    expect(evidence(`cannot open ${one}`)).not.toEqual(evidence(`cannot open ${other}`))
  })

  it('is never reached slowly or by an exception, whatever the mail', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 2000 }), (subject, text) => {
        expect(alertsOf(alertInput({ subject, text })).length).toBeGreaterThan(0)
      }),
    )
  })

  it.each(['[', '(', '/', ' ', '<', 'a.', '::', '1-', "'", 'error: ', '\n /x', '@'])(
    'is linear in a body of %j',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length)
      expect(alertsOf(cronMail('otter', piece.repeat(1000), text))).toHaveLength(1)
    },
  )
})

describe('an unknown mail', () => {
  it('is named by its masked subject and its first grave line', () => {
    const one = alertInput({ subject: 'Tape 3 of web7.example.org is worn', text: 'hello\nERROR: tape 3\nERROR: more' })
    const other = alertInput({
      subject: 'Re: Tape 4 of web9.example.org is worn',
      text: 'hello\nERROR: tape 4\nERROR: else',
    })
    expect(signatures(one)).toEqual(signatures(other))
    expect(alertsOf(one)[0]).toMatchObject({
      kind: 'unknown',
      unit: 'Tape <n> of <host> is worn',
      evidence: ['ERROR: tape <n>'],
    })
  })
})

describe('the Subject of an unknown mail', () => {
  it.each([
    ['Disk usage alert: web7 at 91%', 'Disk usage alert: <host> at <size>'],
    ['lfd on web7.example.org: blocked 203.0.113.4', 'lfd on <host>: blocked <ip>'],
    ['link of eth0 is down', 'link of eth<n> is down'],
    ['raid1 needs python3', 'raid1 needs python3'],
  ])('%s → %s', (subject, unit) => {
    expect(alertsOf(alertInput({ subject, text: '' }))[0]?.unit).toBe(unit)
  })
})

describe('the signature', () => {
  it('does not depend on case, quotes and grades, nor on whether cron or anacron ran the script', () => {
    const base = { kind: 'cron', unit: 'cron.daily/x', evidence: ["error: cannot open 'a'"] }
    expect(signatureOf({ ...base, kind: 'anacron', evidence: ['ERROR: Cannot open "a"'] })).toBe(signatureOf(base))
    expect(signatureOf({ ...base, evidence: ["[Warning] cannot open 'a'"] })).toBe(signatureOf(base))
    expect(signatureOf({ ...base, evidence: ['error: cannot open b'] })).not.toBe(signatureOf(base))
    expect(signatureOf({ ...base, kind: 'systemd-timer' })).not.toBe(signatureOf(base))
  })

  it('does not depend on order or repetition of evidence, and holds no separator of its own', () => {
    const base = { kind: 'cron', unit: 'a|b', evidence: ['x', 'y'] }
    expect(signatureOf(base)).toBe(signatureOf({ ...base, evidence: ['y', 'x', 'y'] }))
    expect(signatureOf(base)).toMatch(/^v1\|cron\|a\/b\|[0-9a-f]{12}$/)
  })
})
