import { describe, expect, it } from 'vitest'
import { hideSecrets } from '../../src/alerts/secrets.ts'

const secret = 'Zx9hunterQ7'
const long = `${secret}${secret}${secret}`

describe('a secret is taken out wherever programs and settings hold it', () => {
  it.each([
    `curl -uadmin:${secret} https://example.org/x`,
    `Cookie: PHPSESSID=${secret}; other=${secret}`,
    `wget --http-user=a --http-password ${secret} https://example.org`,
    `redis-cli -a ${secret} ping`,
    `ldapsearch -D cn=admin -w ${secret} -b dc=x`,
    `ldapsearch -x -w${secret} -b dc=x`,
    `smbclient //srv/x -U ida%${secret}`,
    `ipmitool -H bmc1 -U root -P ${secret} sel list`,
    `snmpwalk -v2c -c ${secret} sw1 sysDescr`,
    `snmpget -v3 -u ida -A ${secret} -X ${secret} sw1`,
    `htpasswd -b /etc/apache2/htpasswd ida ${secret}`,
    `openssl enc -aes-256-cbc -k ${secret} -in x`,
    `gpg --batch --passphrase ${secret} -c x`,
    `7z a -p${secret} x.7z`,
    `zip -P ${secret} x.zip a`,
    `plink -pw ${secret} host`,
    `lftp -e 'open -u ida,${secret} x'`,
    `ncftpput -u ida -p ${secret} host`,
    `DB_PASS=${secret} ./run --pass=${secret} --pw=${secret}`,
    `pwd=${secret};Server=x`,
    `psk="${secret}"`,
    `define('DB_PASSWORD', '${secret}');`,
    `<password>${secret}</password>`,
    `Password for user ida is '${secret}'`,
    `passphrase is ${secret}`,
    `"SecretAccessKey": "${secret}",`,
    `bindpw ${secret}`,
    `requirepass ${secret}`,
    `snmp-server community ${secret}`,
    `enable secret 5 ${secret}`,
    `https://hooks.example.org/services/T0000/B000/${secret}`,
    `sk_live_${long}`,
    `SG.${long}.${long}`,
    `hf_${long}`,
    `ida:$apr1$aBcDeFgH$${long}`,
    `ida:{SSHA}${long}=`,
  ])('%s', (line) => {
    const hidden = hideSecrets(line)
    expect(hidden).not.toContain(secret)
    expect(hidden).toContain('<secret>')
    expect(hideSecrets(hidden)).toBe(hidden)
  })

  it.each([
    'ida : a password is required ; PWD=/home/ida ; USER=root ; COMMAND=/bin/ls',
    'password for ida is not set',
    'tar -p x.tar && du -P /srv',
    'pass 3 of 4 passed: 12 tests',
    'passwd file is locked',
    'wrong community of 3 people',
  ])('leaves "%s"', (line) => {
    expect(hideSecrets(line)).toBe(line)
  })
})
