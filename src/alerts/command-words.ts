/** The words of command lines that name no work of their own: what prepares, wraps, interprets, carries, and which options take a word. */

/** Commands that only prepare or guard the real one. */
export const SETUP = new Set(
  'test [ [[ cd pushd export umask . source ulimit set unset sleep true : which type hash wait trap shopt exit return read local if while until for case'.split(
    ' ',
  ),
)
export const KEYWORDS = new Set('then do else ! { elif'.split(' '))
/** Commands that feed a pipe or tell that work goes on; named only when nothing else stands in the line. */
export const TALK = new Set('echo printf cat date yes head tail tee logger mail mailx sendmail'.split(' '))

export interface Wrapper {
  /** Options that take the next word. */
  readonly takes: string
  /** Words before the wrapped command that are no options (a lock file, a duration, a container). */
  readonly skip?: number
  /** An option whose value is a whole command line. */
  readonly line?: string
}
const plain: Wrapper = { takes: '' }
export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { takes: '-u -g -h -p -C -r -t -U -T -D -R --user --group --host' },
  doas: { takes: '-u -C' },
  su: { takes: '-s -g -G --shell', line: '-c' },
  runuser: { takes: '-u -s -g --user', line: '-c' },
  env: { takes: '-u -C --unset --chdir' },
  nice: { takes: '-n --adjustment' },
  ionice: { takes: '-c -n --class --classdata' },
  chrt: { takes: '', skip: 1 },
  taskset: { takes: '', skip: 1 },
  timeout: { takes: '-s -k --signal --kill-after', skip: 1 },
  flock: { takes: '-w -E --timeout --wait --conflict-exit-code', skip: 1, line: '-c' },
  setlock: { takes: '', skip: 1 },
  lckdo: { takes: '-W', skip: 1 },
  solo: { takes: '' },
  'run-one': plain,
  'with-lock-ex': { takes: '', skip: 1 },
  chronic: plain,
  cronic: plain,
  'systemd-cat': { takes: '-t -p --identifier --priority' },
  'systemd-run': { takes: '-p -u -t --unit --property --slice --uid --gid --description' },
  'systemd-inhibit': { takes: '' },
  'systemd-timer-mail-wrapper': { takes: '-s -T --subject --mail-to --mailto' },
  time: { takes: '-f -o' },
  setsid: plain,
  nohup: plain,
  stdbuf: { takes: '-o -i -e' },
  unbuffer: plain,
  exec: { takes: '-a' },
  command: plain,
  builtin: plain,
  eval: plain,
  chpst: { takes: '-u -U -b -e -m -l -L' },
  setuidgid: { takes: '', skip: 1 },
  gosu: { takes: '', skip: 1 },
  'su-exec': { takes: '', skip: 1 },
  cgexec: { takes: '-g' },
  cpulimit: { takes: '-l -e -p' },
  'xvfb-run': { takes: '-n -s -e -f -p' },
  'dbus-run-session': plain,
  script: { takes: '', line: '-c' },
  xargs: { takes: '-n -P -I -L -d -a -s -E' },
  scl: { takes: '', skip: 2 },
  cronlog: plain,
  bundle: { takes: '', skip: 1 },
  cronwrap: plain,
}
export const CONTAINER = new Set('docker podman docker-compose kubectl'.split(' '))
export const CONTAINER_TAKES =
  '-u -e -w -n -c --user --env --workdir --name -v --volume --network --namespace -f --file'
export const INTERPRETER =
  /^(?:ba|da|z|k|a)?sh$|^(?:python|perl|php|ruby|node|nodejs|lua|tclsh|Rscript|mono|groovy|pypy)[\d.]{0,6}$|^php-cli$/
export const INLINE = new Set(['-e', '-r', '-E', '--eval', '-c'])
export const SCRIPT = /\.(?:php|py|pl|sh|bash|rb|js|ts|cgi|lua|r|groovy|jar|tcl)$/i
export const RUNNERS = new Set(
  'mwscript mwscriptwikiset foreachwiki foreachwikiindblist drush console cli.php'.split(' '),
)
/** Tools whose name says nothing: what they work on is the unit. */
export const TOOLS = new Set(
  'find rsync tar zip cp mv rm ln chown chmod curl wget lynx gzip bzip2 xz du sed awk gawk grep scp sftp ssh touch mkdir ls test [ rclone lftp duplicity restic borg'.split(
    ' ',
  ),
)
/** Tools whose second word matters as much as the first: `systemctl restart foo`, `service foo reload`. */
export const TWO_WORDS = new Set('systemctl service npm yarn pnpm invoke-rc.d make'.split(' '))
/** Options whose word must never be told. */
export const TAKES_SECRET = /^--?[\w-]{0,40}(?:pass|token|secret|key|auth|bearer|cred)[\w-]{0,40}$/i
/** Options that name an account, often with its password. */
export const NAMES_USER = /^(?:-[uU]|--(?:proxy-)?user|--oauth2-bearer)$/
/** Capital and small letters and figures at random. */
export const LOOKS_SECRET = /^(?=\S{0,60}\d)(?=\S{0,60}[A-Z])(?=\S{0,60}[a-z])\S{8,}$/
export const SUBCOMMAND = /^[a-z][\w:+.-]{1,48}$/i
/** Names that any project gives its scripts: the folder tells whose it is. */
export const COMMON_NAME =
  /^(?:clean|cleanup|run|backup|cron|update|main|sync|import|export|report|purge|start|check|process|manage|index)\.\w{1,4}$/
export const PLAIN_FOLDER =
  /^(?:s?bin|scripts?|libexec|lib|cron|tools|local|usr|opt|srv|var|www|home|root|etc|current|latest)$/
/** Their operands are databases, tables and hosts, never subcommands. */
export const CLIENTS = /^(?:mysql|mariadb|psql|pg_|mongo|redis-cli|ldap(?:search|modify)|sqlite)/
/** Options that nearly every program gives a word to. */
export const TAKES_WORD =
  /^(?:-[uUhHPpcCfoDnlSLt]|--(?:wiki|db|dbname|database|user|host|config|conf|dir|path|output|logfile|lang|site|tenant|cluster|region))$/
