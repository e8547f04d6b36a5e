import { describe, expect, it } from 'vitest'
import { hideSecrets } from '../../src/alerts/secrets.ts'

const secret = 'Zx9hunterQ7'
/** Without a figure, so that only the pattern in question can know it for a secret. */
const plain = 'hunterhunter'
const long = `${secret}${secret}${secret}`
const hex = '4f9ac01be77d23aa90c1d2e3f4a5b6c7'

// What is to go stands between « and ».
const programs = [
  `7za a -p«${plain}» x`,
  `7zr a -p«${plain}» x`,
  `sqlcmd -S srv -U sa -P«${plain}» -Q x`,
  'docker login -u ida -p «9hunterQ» registry',
  `net ads join -Uadmin%«${plain}» x`,
  `keydb --auth «${plain}» -a «${plain}» x`,
  `swaks -ap «${plain}» -s x`,
  `sendEmail -xp «${plain}» -s x`,
  `sqlplus -silent ida/«${plain}»`,
  `expdp ida/«${plain}» x`,
  `aws configure set my_secret_ab «${plain}» x`,
  `b2 authorize-account 0012ab «${plain}» x`,
  `createUser ida SHA-256 «${plain}» DES «${plain}» x`,
  `createUser ida MD5 «${plain}»«» x`,
  `chpasswd: no-reply:«${plain}» x`,
  `chpasswd:  no-reply:«${plain}» x`,
  `chpasswd:no-reply:«${plain}» x`,
  `wget --http-password «${plain}» x`,
  `keytool -passphrase «${plain}» x`,
]

const settings = [
  `db_pass=«${plain}» x`,
  `{'pw'='«${plain}»'}`,
  'passphrase is «ab9x» x',
  'Password for ida is «4839-2077» x',
  `SecretAccessKey:«${plain}» x`,
  `"SecretAccessKey": "«${plain}»", x`,
  `secretaccesskey = «${plain}» x`,
  `secret_accesskey=«${plain}»; x`,
  `secret_access_key=«no-${plain}» x`,
  `x bindpw «${plain}» x`,
  `enable secret 5 «${plain}» x`,
  `username ida password 7 «${plain}» x`,
  `ST_KEY=«${plain}» MY_AUTH=«${plain}» x`,
  `define('AUTH_KEY', '«${plain}»'); define('NONCE_SALT', '«${plain}»');`,
  `ansible_ssh_pass: «${secret}» sudo_pass: «${secret}» x`,
  `with pass "«${secret}»" and pass '«${secret}»' x`,
  `com2sec  readonly  default  «${plain}» x`,
  `com2sec6 readonly default «${plain}» x`,
  `secret «${secret}» psk «${secret}» x`,
  `AUTH «hunter12» x`,
]

const structures = [
  `IDENTIFIED WITH caching_sha2 BY '«${plain}»' x`,
  `SET x = PASSWORD ('«${plain}»') x`,
  `mysql_connect(«'db', '${plain}'») x`,
  `pg_connect(«'db', '${plain}'») x`,
  `<password type="text">«${plain}»</password>`,
  `<input name="db.x-password" value="«${plain}»">`,
  `[smtp.example.org]:587  ida:«${plain}» x`,
  `static:ida:«${plain}» x`,
  `x *:*:*:ida:«${secret}» y`,
  `*:*:*:ida:«${secret}»`,
  `db1:5432:wiki:ida:«${secret}»`,
  'db1:5432:wiki:ida:«12345678x» y',
  `echo -ne «${plain}» | passwd --stdin`,
  `echo «${plain}»| passwd --stdin`,
  `echo «${plain}»|passwd --stdin`,
  `{"auth": "«${plain}aGg=»"}`,
  `{"auth":"«${plain}aGg=»"}`,
]

const tokens = [
  `x «1//0${long}» x`,
  `x «rubygems_${hex}» x`,
  `x «sntrys_${secret}+/${secret}=» x`,
  `x «sntryu_${secret}${secret}» x`,
  `x «AGE-SECRET-KEY-1${long}» x`,
  `x.«atlasv1.${long}» x`,
  `x «LTAIab${secret}» x`,
  `x «sl.${long}-${long}» x`,
  `x «123456789:AA${long}» x`,
  `x «s.${long.slice(0, 24)}» x`,
  `x '«md5${hex}»' x`,
]

describe('a secret is taken whole, to its last letter and no further', () => {
  it.each([...programs, ...settings, ...structures, ...tokens])('%s', (marked) => {
    const hidden = marked.replaceAll(/«[^»]*»/g, '<secret>')
    expect(hideSecrets(marked.replaceAll(/[«»]/g, ''))).toBe(hidden)
    expect(hideSecrets(hidden)).toBe(hidden)
  })

  it('in SQL with either quotation mark', () => {
    expect(hideSecrets(`identified by "${plain}" x`)).toBe("identified by '<secret>' x")
  })
})

describe('a line just beside one that holds a secret stays whole', () => {
  it.each([
    'docker run -p apache login',
    'docker run -p 8080/tcp x1',
    'bypass=hunterhunter',
    'passphrase is abcd',
    'passphrase is a9x',
    'mybindpw hunterhunter',
    'cat /etc/passwd hunterhunter',
    'the secret a hunterhunter',
    'AUTH abcdefghij',
    'db1:5432:wiki:ida:hunterhunter',
    'db1:5432:wiki:ida:12345678',
    'db1:5432:wiki:ida:hunter12:x',
    'echo hunterhunter | sort',
    '1//0abc',
    'rubygems_abc',
    'sntrys_abc',
    'AGE-SECRET-KEY-1abc',
    'atlasv1.abc',
    'LTAIabcdefghijklmnop',
    'sl.abc-def',
    '1:AAhunterhunterhunterhunterhunterhunter',
    '123456789:AAhunter',
    'in s.abcdefghijklmnopqrstuvwx',
    `in s.${long.slice(0, 24)}.so`,
    'md5abc md5a',
    '{"auth": "basic"}',
  ])('%s', (line) => {
    expect(hideSecrets(line)).toBe(line)
  })
})
