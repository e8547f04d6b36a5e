/** A real Dovecot of our own: loopback, a free port, its own configuration and folder. Debian's `dovecot-imapd`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** One user with an INBOX of their own. */
export interface DovecotUser {
  readonly port: number
  readonly user: string
  readonly password: string
  readonly maildir: string
  /** Puts a mail into the INBOX as a delivery agent does; the next one gets a higher UID. `received`: its INTERNALDATE. */
  deliver(raw: string | Uint8Array, received?: Date): Promise<void>
  /** Gives the INBOX another UIDVALIDITY and its mails new UIDs. With nobody logged in. */
  newUidValidity(): Promise<void>
}

export interface Dovecot extends DovecotUser {
  /** Where mail servers hand mail over (LMTP, RFC 2033), with `lmtp: true`; 0 without. The part before `@` names the user. */
  readonly lmtpPort: number
  /** A user nobody used before, so that tests can share one server. */
  anotherUser(): Promise<DovecotUser>
  stop(): Promise<void>
}

export interface DovecotOptions {
  /** Users also come in by XOAUTH2; Dovecot appends the token to this address and expects `{"email": user}`. */
  readonly tokenInfo?: string
  /** Mail comes in by LMTP too. Debian's `dovecot-lmtpd`. */
  readonly lmtp?: boolean
}

const PASSWORD = 'correct-horse'

export async function startDovecot({ tokenInfo, lmtp = false }: DovecotOptions = {}): Promise<Dovecot> {
  const base = await mkdtemp(join(tmpdir(), 'maintcal-dovecot-'))
  await chmod(base, 0o755)
  const owner = await mailOwner()
  await mkdir(join(base, 'home'))
  const port = await freePort()
  const lmtpPort = lmtp ? await freePort() : 0
  const config = join(base, 'dovecot.conf')
  const more = (tokenInfo === undefined ? '' : xoauth2(base)) + (lmtp ? handOver(lmtpPort) : '')
  await writeFile(config, configuration(base, port, owner) + more)
  if (tokenInfo !== undefined) {
    const oauth2 = `tokeninfo_url = ${tokenInfo}\nusername_attribute = email\n`
    await writeFile(join(base, 'oauth2.conf'), oauth2)
  }

  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (data) => {
    said += String(data)
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  while (!(await greets(port))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      const log = await readFile(join(base, 'log'), 'utf8').catch(() => '')
      throw new Error(`Dovecot did not start: ${said}${log}`)
    }
    await wait(10)
  }

  let users = 0
  const anotherUser = () => {
    users += 1
    return newUser({ port, user: users === 1 ? 'ops' : `ops${users}`, home: join(base, 'home'), owner })
  }
  return {
    ...(await anotherUser()),
    lmtpPort,
    anotherUser,
    async stop() {
      process.removeListener('exit', kill)
      child.kill('SIGTERM')
      await ended
      // Its last processes may still be taking their files away.
      await rm(base, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface Place {
  readonly port: number
  readonly user: string
  readonly home: string
  readonly owner: Owner
}

async function newUser({ port, user, home, owner }: Place): Promise<DovecotUser> {
  const maildir = join(home, user, 'Maildir')
  await mkdir(maildir, { recursive: true })
  for (const folder of [join(home, user), maildir, ...['tmp', 'new', 'cur'].map((name) => join(maildir, name))]) {
    await mkdir(folder, { recursive: true })
    await chown(folder, owner.uid, owner.gid)
  }
  let delivered = 0
  return {
    port,
    user,
    password: PASSWORD,
    maildir,
    async deliver(raw, received) {
      delivered += 1
      const name = `${1_700_000_000 + delivered}.M${delivered}P1.example`
      const file = join(maildir, 'tmp', name)
      await writeFile(file, raw)
      await chown(file, owner.uid, owner.gid)
      if (received !== undefined) await utimes(file, received, received)
      await rename(file, join(maildir, 'new', name))
    },
    async newUidValidity() {
      const list = join(maildir, 'dovecot-uidlist')
      const header = (await readFile(list, 'utf8')).split('\n', 1)[0] ?? ''
      for (const name of await readdir(maildir)) {
        if (name.startsWith('dovecot')) await rm(join(maildir, name), { force: true })
      }
      // Written rather than left to Dovecot, whose UIDVALIDITY is the clock's second and could stay the same.
      const next = header.replace(/ V(\d+) N\d+/, (_, validity) => ` V${Number(validity) + 1} N1`)
      await writeFile(list, `${next}\n`)
      await chown(list, owner.uid, owner.gid)
    },
  }
}

interface Owner {
  readonly uid: number
  readonly gid: number
  /** Lines that let Dovecot run as it does in a distribution (root), or wholly as this user. */
  readonly users: string
}

async function mailOwner(): Promise<Owner> {
  const { uid, gid, username } = userInfo()
  if (uid !== 0) {
    const group = (await groupName(gid)) ?? username
    return {
      uid,
      gid,
      users: `default_internal_user = ${username}
default_login_user = ${username}
default_internal_group = ${group}
service imap-login {
  chroot =
}
service anvil {
  chroot =
}
`,
    }
  }
  const passwd = await readFile('/etc/passwd', 'utf8')
  const [, mailUid, mailGid] = /^mail:[^:]*:(\d+):(\d+):/m.exec(passwd) ?? []
  // Dovecot gives no mail to root, and takes no login processes that run as root.
  return {
    uid: Number(mailUid),
    gid: Number(mailGid),
    users: 'default_internal_user = dovecot\ndefault_login_user = dovenull\n',
  }
}

async function groupName(gid: number): Promise<string | undefined> {
  const groups = (await readFile('/etc/group', 'utf8')).split('\n').map((line) => line.split(':'))
  return groups.find(([, , id]) => id === String(gid))?.[0]
}

function configuration(base: string, port: number, { uid, gid, users }: Owner): string {
  return `base_dir = ${base}/run
state_dir = ${base}/state
log_path = ${base}/log
${users}protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_uid = ${uid}
mail_gid = ${gid}
mail_location = maildir:~/Maildir
auth_mechanisms = plain login
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  mechanisms = plain login
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${base}/home/%u allow_all_users=yes
}
`
}

function handOver(port: number): string {
  return `protocols = imap lmtp
auth_username_format = %n
postmaster_address = postmaster@noc.example
hostname = mail.noc.example
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${port}
  }
}
`
}

function xoauth2(base: string): string {
  return `auth_mechanisms = plain login xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${base}/oauth2.conf
}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** True once the server says `* OK`: the port alone is open before the login process is ready. */
async function greets(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    const [data] = await once(socket, 'data', { signal: AbortSignal.timeout(2000) })
    return String(data).startsWith('* OK')
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
