import { describe, expect, it } from 'vitest'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { hideSecrets, hideSecretsIn } from '../../src/alerts/secrets.ts'
import { cronMail } from '../support/root-mail.ts'

const secret = 'Zx9hunterQ7'
const long = `${secret}${secret}${secret}`
const hex = '4f9ac01be77d23aa90c1d2e3f4a5b6c7'

// What is to go stands between « and ».
const forms = [
  `AccountKey=«${secret}==»;EndpointSuffix=x`,
  `SharedAccessKey=«${secret}=»`,
  `"encryption_key": "«${secret}»"`,
  `encryptionKey: «${secret}»`,
  `signing_key: «${secret}»`,
  `hmac_key=«${secret}»`,
  `SECRET_KEY = "«${secret}»"`,
  `SECRET_KEY_BASE=«${secret}»`,
  `APP_KEY=«base64:${secret}=»`,
  `PresharedKey = «${secret}=»`,
  `PrivateKey = «${long}=»`,
  `Ocp-Apim-Subscription-Key: «${secret}»`,
  `X-Ping-Token: «${secret}»`,
  `client-key-data: «${long}»`,
  `tls.key: «${long}»`,
  `ST_KEY=«${secret}»`,
  `REDISCLI_AUTH=«${secret}»`,
  `B2_APPLICATION_KEY=«${secret}»`,
  `define('AUTH_KEY', '«${secret}»');`,
  `define('NONCE_SALT', '«${secret}»');`,
  `$cfg['blowfish_secret'] = '«${secret}»';`,
  `ansible_ssh_pass: «${secret}»`,
  `ssmtp: AuthPass=«${secret}»`,
  `wp config create --dbpass=«${secret}»`,
  `host=db1;user=ida;pass:«${secret}»`,
  `A temporary password is generated for root: «${secret}»`,
  `A random root password was generated: «${secret}»`,
  `Generated password «${secret}» for user ida`,
  `password set to «${secret}»`,
  `password changed to "«${secret}»"`,
  `login failed with password «${secret}» for ida`,
  `machine api.example.org login ida password «${secret}»`,
  `neighbor 192.0.2.1 password «${secret}»`,
  `fetchmail: user "ida" with pass "«${secret}»" is ida`,
  `passphrase "«${secret}»"`,
  `Kennwort: «${secret}»`,
  `wachtwoord: «${secret}»`,
  `senha: «${secret}»`,
  `Unseal Key 1: «${long}=»`,
  `Initial Root Token: «${secret}»`,
  `OTP code: «483920»`,
  `shared secret «${secret}»`,
  `secret "«${secret}»";`,
  `pre-shared-key «${secret}»`,
  `wpa-psk «${secret}»`,
  `192.0.2.1 198.51.100.1 : PSK "«${secret}»"`,
  `key-string 7 «${secret}»`,
  `tacacs-server key «${secret}»`,
  `com2sec readonly default «${secret}»`,
  `community: «${secret}»`,
  `AUTH PLAIN «AGlkYQ${secret}»`,
  `send: 'PASS «${secret}»'`,
  `a1 LOGIN ida «${secret}»`,
  `IDENTIFIED BY '«${secret}»'`,
  `ALTER USER ida WITH PASSWORD '«${secret}»'`,
  `SET PASSWORD FOR root = PASSWORD('«${secret}»')`,
  `#0 PDO->__construct(«'mysql:host=x', 'ida', '${secret}', Array»)`,
  `#1 /srv/a.php(12): mysqli_connect(«'db', 'ida', '${secret}'»)`,
  `#2 /srv/a.php(3): ldap_bind(«Resource id #3, 'cn=x', '${secret}'»)`,
  `<wsse:Password>«${secret}»</wsse:Password>`,
  `<property name="password" value="«${secret}»"/>`,
  `<add key="ApiKey" value="«${secret}»" />`,
  `{\\"password\\":\\"«${secret}\\»"}`,
  `{"password": ["«${secret}»"]}`,
  `?x=1&password%3D«${secret}»`,
  `password: !vault «${secret}»`,
  `userPassword:: «${secret}»`,
  `olcRootPW: «${secret}»`,
  `https://chat.example.org/api/webhooks/123456789012345678/«${long}»`,
  `https://api.example.org/bot123456789:«AA${long}/sendMessage»`,
  `https://hc-ping.com/«${secret}»`,
  `https://x.example.org/cron?key=«${secret}»&a=1`,
  `jdbc:oracle:thin:scott/«${secret}»@//ora1:1521/x`,
  `[smtp.example.org]:587 ida:«${secret}»`,
  `db1:5432:*:ida:«${secret}»`,
  `echo «${secret}» | passwd --stdin root`,
  `echo «'${secret}'» | sudo -S x`,
  `echo «"root:${secret}"» | chpasswd`,
  `Authorization: ApiKey «${secret}»`,
  `'Authorization': 'Token «${secret}»'`,
  `authorization=Bearer%20«${secret}»`,
  `curl --proxy-user «ida:${secret}» http://x.example.org`,
  `curl --oauth2-bearer «${secret}» http://x.example.org`,
  `sqlcmd -S srv -U sa -P «${secret}» -Q x`,
  `mongodump -u ida -p «${secret}» --db x`,
  `docker login -u ida -p «${secret}» registry.example.org`,
  `usermod -p «'${secret}'» ida`,
  `net ads join -U admin%«${secret}»`,
  `swaks --auth-password «${secret}» -s x`,
  `kubectl create secret generic x --from-literal=any=«${secret}»`,
  `nsupdate -y hmac-sha256:name:«${secret}»`,
  `sqlplus system/«${secret}»@orcl @x.sql`,
  `aws configure set aws_secret_access_key «${secret}»`,
  `createUser ida SHA "«${secret}»" AES "«${secret}»"`,
  `expect: send "«${secret}»\\r"`,
  `«dckr_pat_${long}» «glrt-${long}» «GOCSPX-${long}»`,
  `«pypi-${long}» «whsec_${long}» «tskey-auth-k1-${long}»`,
  `«shpat_${hex}» «key-${hex}» «lin_api_${long}» «ntn_${long}»`,
  `«xapp-1-A01-${long}» «sq0csp-${long}» «LTAI5t${secret}${secret}»`,
  `token «s.${long.slice(0, 24)}»`,
  `ida:«$argon2id$v=19$m=1$${long}»:1`,
  `«pbkdf2_sha256$260000$a$${long}» «SCRAM-SHA-256$4096:a$b:${long}»`,
  `ida:500:«${hex}:${hex}»:::`,
]

describe('a secret is taken out where words, protocols and code announce it', () => {
  it.each(forms)('%s', (marked) => {
    const hidden = marked.replaceAll(/«[^»]*»/g, '<secret>').replaceAll(/'<secret>'(?=\s\|)/g, '<secret>')
    const once = hideSecrets(marked.replaceAll(/[«»]/g, ''))
    expect(once).toBe(hidden)
    expect(hideSecrets(once)).toBe(once)
  })

  it.each(forms)('in a mail, as output and as evidence: %s', (marked) => {
    const form = marked.replaceAll(/[«»]/g, '')
    for (const text of [`begins\n${form}\nerror: x`, `ERROR: failed: ${form}`]) {
      const [alert] = alertsOf(cronMail('otter', '/opt/job.sh', text))
      expect(`${alert?.example}\n${alert?.evidence.join('\n')}`).not.toMatch(/hunter|4f9ac01be77d23aa|483920/)
    }
  })

  it.each(['clickhouse-client --password', 'curl -u', 'curl --proxy-user', 'ship --auth-token', 'load --api-key'])(
    'in the name of a job: %s',
    (command) => {
      const [alert] = alertsOf(cronMail('otter', `${command} ${secret}:${secret} run`, 'error: x'))
      expect(alert?.unit).not.toContain('hunter')
    },
  )
})

describe('words that announce no secret stay', () => {
  it.each([
    'secret "db-v2" not found',
    'secrets "system-token-x1" not found',
    'password check failed for user12',
    'Password for user12 expires in 3 days',
    'Your password will expire: 12 days',
    'error: token expired at 2026-11-02T10:00:00Z',
    'unexpected token: line 12',
    'PASS tests/unit1.test.js',
    'login web1 failed',
    'api key: missing',
    'session key exchange failed: curve25519-sha256',
    'private key: /etc/ssl/x1.key',
    'client_key=/etc/x1/key.pem',
    'authorization failed for user12',
    "Duplicate entry '12' for key 'PRIMARY'",
    'primary_key=id1234, sort_key=name12, partition key: user_id1',
    'license key: expired',
    'AUTH LOGIN failed',
    'passes=5 bypass=1 compass: north1',
    'signature verification: failed for pkg-1.2.3',
    'echo done | mail root',
    'web1:443:tcp:open:https1',
    'https://x.example.org/?code=404&key=a',
    'docker run -p 8080:80 login-service',
    'docker run -p 127.0.0.1:8480:8480 x',
    'user:x:1000:1000::/home/user:/bin/bash',
    "TypeError: login() takes 2 arguments, connect('db1', 3306)",
    'mysql_connect(): No such file or directory',
    'REVIEW_AUTH=none SSH_AUTH_SOCK=/tmp/ssh-1/agent.12',
    'send "hello" failed',
    'identified by its id',
    'a key-value store, md5sum, sl.so.1 and this.name12',
  ])('%s', (line) => {
    expect(hideSecrets(line)).toBe(line)
  })
})

describe('secrets on lines of their own', () => {
  it.each([
    [['password:', `  ${secret}`]],
    [['password: |', `  ${secret}`]],
    [['Password', '========', secret]],
    [['Your new password is:', '', `    ${secret}`]],
    [['API key:', secret]],
  ])('%j', (lines) => {
    expect(hideSecretsIn(lines)).toEqual([...lines.slice(0, -1), '<secret>'])
  })

  it.each([
    [['Enter password:', 'mysqldump: error 12']],
    [['password:', 'wrong']],
    [['no token', '', 'host1 is down']],
  ])('but not %j', (lines) => {
    expect(hideSecretsIn(lines)).toEqual(lines)
  })

  it.each([
    ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----', '---- END SSH2 ENCRYPTED PRIVATE KEY ----'],
    ['Private-Lines: 1', 'Private-MAC: 12'],
    ['<tls-auth>', '</tls-auth>'],
  ])('within %s', (begin, end) => {
    expect(hideSecretsIn(['a', begin, secret, end, 'b'])).toEqual(['a', '<secret>', 'b'])
  })

  it('long digests, which may be keys', () => {
    expect(hideSecretsIn([`id ${hex} and abc123`])).toEqual(['id <hex> and abc123'])
  })
})
