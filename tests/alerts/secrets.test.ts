import { describe, expect, it } from 'vitest'
import { hideSecrets, hideSecretsIn } from '../../src/alerts/secrets.ts'

const long = 'a1B2c3D4e5F6g7H8i9J0'

describe('a secret is taken out, and the words around it stay', () => {
  it.each([
    ['https://ida:hunter2@example.org/x', 'https://<secret>@example.org/x'],
    ['redis://:hunter2@192.0.2.1', 'redis://<secret>@192.0.2.1'],
    ['git clone https://hunter2@example.org', 'git clone https://<secret>@example.org'],
    ['a://x@b c://y@d', 'a://<secret>@b c://<secret>@d'],
    ['password=hunter2 user=ida', 'password=<secret> user=ida'],
    ['passwd: hunter2', 'passwd: <secret>'],
    ['Password:\thunter2', 'Password:\t<secret>'],
    ['password:hunter2', 'password:<secret>'],
    ['PASSWORD => "hunter2"', 'PASSWORD => "<secret>"'],
    ['[password] => hunter2', '[password] => <secret>'],
    ['password = hunter2', 'password = <secret>'],
    ['"password" : "two words", "x": 1', '"password" : "<secret>", "x": 1'],
    ["token: 'it is two words'", "token: '<secret>'"],
    ['secret="" next', 'secret="" next'],
    ['password=>"hunter2"', 'password=>"<secret>"'],
    ["'passphrase': 'hunter2', next", "'passphrase': '<secret>', next"],
    ['MYSQL_PWD=hunter2 mysql', 'MYSQL_PWD=<secret> mysql'],
    ['credential=hunter2 credentials=hunter3', 'credential=<secret> credentials=<secret>'],
    ['paswrd=hunter2', 'paswrd=hunter2'],
    ['passwrd=hunter2', 'passwrd=<secret>'],
    ['passwort: hunter2', 'passwort: <secret>'],
    ['mot de passe: hunter2', 'mot de passe: <secret>'],
    ['contraseña: hunter2', 'contraseña: <secret>'],
    ['?token=hunter2&x=1', '?token=<secret>&x=1'],
    ['"api_key": "hunter2"', '"api_key": "<secret>"'],
    ['api-key=hunter2 auth_key=hunter2 access-key=hunter2', 'api-key=<secret> auth_key=<secret> access-key=<secret>'],
    ['private_key=hunter2;key-id=hunter2', 'private_key=<secret>;key-id=<secret>'],
    ['secret=>hunter2', 'secret=><secret>'],
    ['session: hunter2', 'session: <secret>'],
    ['sessionid=hunter2,x', 'sessionid=<secret>,x'],
    ['signature=hunter2 sig=hunter2', 'signature=<secret> sig=<secret>'],
    ['cookie: hunter2', 'cookie: <secret>'],
    ['apikey=hunter2)', 'apikey=<secret>)'],
    ['Authorization: Basic aHVudGVyMg==', 'Authorization: Basic <secret>'],
    ['authorization: hunter2', 'authorization: <secret>'],
    ['Authorization:token hunter2', 'Authorization:token <secret>'],
    ['Authorization: Digest hunter2', 'Authorization: Digest <secret>'],
    [`sent bearer ${long}`, 'sent bearer <secret>'],
    [`sent Bearer ${long}`, 'sent Bearer <secret>'],
    [`sent Basic\t${long}`, 'sent Basic <secret>'],
    ['mysql --password hunter2 --host x', 'mysql --password <secret> --host x'],
    ['-pass hunter2', '-pass <secret>'],
    ['tool -pass hunter2', 'tool -pass <secret>'],
    ['password \t= \thunter2 token \t: \thunter2', 'password \t= \t<secret> token \t: \t<secret>'],
    ['sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0', 'sent <secret>'],
    [
      'x --passwd hunter2 --token hunter2 --secret hunter2 --api-key hunter2',
      'x --passwd <secret> --token <secret> --secret <secret> --api-key <secret>',
    ],
    ['mysql -phunter2 db', 'mysql -p<secret> db'],
    ['mariadb-dump -phunter2', 'mariadb-dump -p<secret>'],
    ['sshpass -p hunter2 ssh', 'sshpass -p <secret> ssh'],
    ['sshpass -phunter2 ssh', 'sshpass -p<secret> ssh'],
    ['curl -u ida:hunter2 x', 'curl -u <secret> x'],
    ['curl --user ida:hunter2 x', 'curl --user <secret> x'],
    [`ghp_${long} gho_${long}`, '<secret> <secret>'],
    [`github_pat_${long}`, '<secret>'],
    ['glpat-abcdefgh12345678', '<secret>'],
    ['xoxb-1234567890', '<secret>'],
    ['AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE', '<secret> and <secret>'],
    [`AIza${'a1-_'.repeat(8)}abc`, '<secret>'],
    [`api-${'ab12'.repeat(7)} cli-${'ab12'.repeat(8)}`, '<secret> <secret>'],
    ['ya29.a0AfH6SMBabcdefghijkl', '<secret>'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijk', '<secret>'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0', '<secret>'],
    [`sk-${long} hvs.${long} npm_${'a1'.repeat(18)}`, '<secret> <secret> <secret>'],
    ['root:$6$abcdefgh$ijklmnop:1', 'root:<secret>:1'],
    ['$1$abcdefghij $2b$10$abcdefgh $5$abcdefghij $y$j9T$abcdefgh', '<secret> <secret> <secret> <secret>'],
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB ida', 'ssh-rsa <secret> ida'],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA ida', 'ssh-ed25519 <secret> ida'],
    ['ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbm', 'ecdsa-sha2-nistp256 <secret>'],
    ['mail from ida.b+x@example.net: no', 'mail from <address>: no'],
    ['<root@[192.0.2.1]>', '<<address>>'],
    ['a@b and c@d', '<address> and <address>'],
    ['?from=a@example.org&to=b@example.org', '<address><address>'],
    ['t@l==2.t@example.org', '<address><address>'],
    ['a@b@c', '<address>@c'],
    ['@@a@b', '@@<address>'],
    [`${'x'.repeat(257)}@example.org`, 'x<address>'],
    ['a@[192.0.2.1]', '<address>'],
  ])('%s', (line, hidden) => {
    expect(hideSecrets(line)).toBe(hidden)
    expect(hideSecrets(hidden)).toBe(hidden)
  })
})

describe('no secret is what only looks like one', () => {
  it.each([
    'Access denied (using password: YES)',
    'password=no token=true secret: none session=false',
    'password authentication failed',
    'http://example.org/path',
    'basic training for all',
    'bearer of news',
    'rsync -p /a /b',
    'ssh -u x',
    'price $1$2',
    'ssh-rsa key',
    '@reboot',
    'a_ghp',
    'x-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0',
    'xeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0',
  ])('%s', (line) => {
    expect(hideSecrets(line)).toBe(line)
  })
})

describe('a text of several lines', () => {
  const key = (kind: string) => [`-----BEGIN ${kind}PRIVATE KEY-----`, 'abc', 'def', `-----END ${kind}PRIVATE KEY-----`]

  it.each(['', 'RSA ', 'OPENSSH ', 'EC '])('loses a whole %sPRIVATE KEY', (kind) => {
    expect(hideSecretsIn(['before', ...key(kind), 'after'])).toEqual(['before', '<secret>', 'after'])
  })

  it('loses one that never ends, to the end', () => {
    expect(hideSecretsIn(['before', '-----BEGIN PRIVATE KEY-----', 'abc', 'def'])).toEqual(['before', '<secret>'])
  })

  it('keeps certificates’ words and what stands around', () => {
    expect(hideSecretsIn(['-----BEGIN CERTIFICATE-----', 'x'])).toEqual(['-----BEGIN CERTIFICATE-----', 'x'])
  })

  it('loses key material that stands on a line of its own', () => {
    expect(hideSecretsIn(['x'.repeat(40), ` ${'y'.repeat(40)} `, 'z'.repeat(39)])).toEqual([
      '<secret>',
      '<secret>',
      'z'.repeat(39),
    ])
    for (const line of [`two words ${'x'.repeat(60)}`, `${'x'.repeat(60)} and words`])
      expect(hideSecretsIn([line])).toEqual([line])
  })

  it('has its secrets replaced line by line', () => {
    expect(hideSecretsIn(['password=hunter2', 'b', 'c@example.org'])).toEqual(['password=<secret>', 'b', '<address>'])
    expect(hideSecretsIn([])).toEqual([])
  })
})
