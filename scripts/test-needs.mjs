// What the tests need from the system and npm cannot bring. Quick when all is there.
// Add a line to `needs` for a new one: any of `files` proves that the package is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const needs = [
  { package: 'dovecot-imapd', files: ['/usr/lib/dovecot/imap', '/usr/libexec/dovecot/imap'] },
  { package: 'chromium', files: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] },
  { package: 'dovecot-lmtpd', files: ['/usr/lib/dovecot/lmtp', '/usr/libexec/dovecot/lmtp'] },
]

const missing = () => needs.filter((need) => !need.files.some((file) => existsSync(file))).map((need) => need.package)

/** Debian and what is made from it; a container of another kind gets the line to read instead. */
const isDebian = () =>
  existsSync('/etc/os-release') &&
  /^ID(_LIKE)?=.{0,40}\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))

const apt = (...args) => {
  const done = spawnSync('apt-get', ['-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' },
    encoding: 'utf8',
  })
  // apt's chatter is of use only when it failed.
  if (done.status !== 0) process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  return done.status === 0
}

const wanted = missing()
if (wanted.length > 0 && process.getuid?.() === 0 && isDebian()) {
  console.log(`Installing for the tests: ${wanted.join(' ')}`)
  if (apt('update')) apt('install', '-y', '--no-install-recommends', ...wanted)
}

const left = missing()
if (left.length > 0) {
  console.log(`The tests need: sudo apt-get install --no-install-recommends ${left.join(' ')}`)
  process.exit(1)
}
