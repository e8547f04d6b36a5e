import { describe, expect, it } from 'vitest'
import { NO_INVENTORY } from '../../src/alerts/input.ts'
import { hostNames, mask } from '../../src/alerts/mask.ts'
import { hideSecrets, hideSecretsIn } from '../../src/alerts/secrets.ts'

const names = hostNames({ ...NO_INVENTORY, hosts: new Set(['zebra', 'zebra.example.org']) }, 'web3.example.org')
const masked = (line: string): string => mask(line, names)

describe('what differs from day to day is masked', () => {
  it.each([
    ['2026-10-06 06:25:02 start', '<time> start'],
    ['2026/10/06 06:25:02| start', '<time>| start'],
    ['2026-10-06T06:25:02.123Z start', '<time> start'],
    ['Oct  6 06:25:02 start', '<time> start'],
    ['Tue Oct  6 06:25:02 UTC 2026: start', '<time>: start'],
    ['Di 6. Okt 06:25:02 CEST 2026: start', '<time>: start'],
    ['lun. 05 oct. 2026 06:25:02 : début', '<time> : début'],
    ['mer. 14 janv. 2026 18:00:59 : début', '<time> : début'],
    ['06.10.2026 06:25:02 start', '<time> start'],
    ['log-20261006.gz', 'log-<time>.gz'],
    ['process 4711 died', 'process <n> died'],
    ['cron[4711]: x', 'cron[<n>]: x'],
    ['took 3 days and 12.5s', 'took <duration> and <duration>'],
    ['read 12.3 MB of 4096 bytes', 'read <size> of <size>'],
    ['from 192.0.2.7:5432', 'from <ip>'],
    ['from 2001:db8::1 now', 'from <ip> now'],
    ['at 00:11:22:33:44:55', 'at <mac>'],
    ['id 0f9a8b7c-6d5e-4f3a-2b1c-0d9e8f7a6b5c', 'id <uuid>'],
    ['commit 1f2e3d4c5b6a', 'commit <hex>'],
    ['php-1.40.2-wmf.9/x', 'php-<version>/x'],
    ['/tmp/tmpa7Xw2q.gz', '/tmp/<tmp>'],
    ['/dev/sda1 and /dev/nvme0n1p2', '/dev/sd<disk> and /dev/nvme<disk>'],
    ['/home/ida/.cache', '/home/<user>/.cache'],
    ['HTTP Error 404', 'HTTP Error h404'],
  ])('%s → %s', (line, expected) => {
    expect(masked(line)).toBe(expected)
  })
})

describe('hosts are masked by inventory, suffix and shape', () => {
  it.each([
    ['web3 is down', '<host> is down'],
    ['web3.example.org is down', '<host> is down'],
    ['web3-20261006.tar', '<host>-<time>.tar'],
    ['other7.example.org', '<host>'],
    ['zebra says', '<host> says'],
    ['cp3999 and db2007', '<host> and <host>'],
    ['deploy1009.eqiad.wmnet', '<host>'],
  ])('%s → %s', (line, expected) => {
    expect(masked(line)).toBe(expected)
  })

  it.each([
    'No module named lanternclient.auth.tokens',
    'java.net.SocketTimeoutException: Read timed out',
    '/etc/rc.local: not found',
    'libmysqlclient.so: cannot open',
    'settings.local is missing',
    'sha256 mismatch',
    'mail system error',
    'python3-apt',
  ])('%s stays as it is', (line) => {
    expect(masked(line)).toBe(line)
  })

  it('leaves a host name that is an ordinary word where it is no host', () => {
    const backup = hostNames(NO_INVENTORY, 'backup.example.org')
    expect(mask('backup failed on backup.example.org', backup)).toBe('backup failed on <host>')
  })
})

describe('secrets do not leave the machine', () => {
  it.each([
    ['https://user:hunter2@example.org/x', 'hunter2'],
    ['curl -u ida:hunter2 https://example.org', 'hunter2'],
    ['mysqldump -uroot -phunter2 db', 'hunter2'],
    ['--password hunter2 --x', 'hunter2'],
    ['password=hunter2', 'hunter2'],
    ['"api_key": "hunter2hunter2"', 'hunter2'],
    ['Authorization: Bearer hunter2hunter2hunter2', 'hunter2'],
    [`token ghp_${'a1'.repeat(18)}`, 'a1a1'],
    [`using api-${'ab12'.repeat(7)}`, 'ab12'],
    ['AKIAIOSFODNN7EXAMPLE', 'AKIAIOS'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijk', 'eyJ'],
    ['mail from ida.b@example.net', 'ida.b'],
  ])('%s', (line, secret) => {
    expect(hideSecrets(line)).not.toContain(secret)
    expect(hideSecrets(hideSecrets(line))).toBe(hideSecrets(line))
  })

  it('takes out whole private keys', () => {
    const lines = [
      'before',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      'b3BlbnNz',
      '-----END OPENSSH PRIVATE KEY-----',
      'after',
    ]
    expect(hideSecretsIn(lines)).toEqual(['before', '<secret>', 'after'])
  })

  it('leaves words about passwords', () => {
    expect(hideSecrets('Access denied (using password: YES)')).toBe('Access denied (using password: YES)')
    expect(hideSecrets('password authentication failed')).toBe('password authentication failed')
  })
})
