/** What versions, runs and languages of one program word differently though they mean the same trouble. */

/** Words that a line must hold before its pattern is tried: most lines hold none. */
interface Wording {
  readonly holds: string
  readonly pattern: RegExp
  readonly becomes: string
}

const PATH = '/[\\w.+@%~:<>*-]{1,160}(?:/[\\w.+@%~:<>*-]{1,160}){0,40}/?'

const WORDINGS: readonly Wording[] = [
  // rsync 3.2 names the process that speaks, and its version at the end.
  { holds: 'rsync', pattern: /^rsync: \[\w{1,12}\] /, becomes: 'rsync: ' },
  { holds: '.c(', pattern: / at \w{1,20}\.c\(\d{1,6}\)(?: \[\w{1,12}=\S{1,40}\])?$/, becomes: '' },
  { holds: 'rsync', pattern: / at \w{1,20}\.c\(\d{1,6}\)$/, becomes: '' },
  // perl 5.38: "entries checked" instead of "contains".
  { holds: '(@INC', pattern: / ?\(@INC [^)]{0,2000}(?:\)|$)/, becomes: '' },
  { holds: 'Exception in thread', pattern: /^Exception in thread "[^"]{1,200}" /, becomes: 'Exception in thread ' },
  { holds: 'when dumping table', pattern: /when dumping table \S{1,200}/, becomes: 'when dumping table <name>' },
  {
    holds: 'ertificate',
    pattern: /\b(certificate|cert) \S{1,255} (with error|from|could not)/i,
    becomes: '$1 <name> $2',
  },
  { holds: '/live/', pattern: /\/live\/[^/\s]{1,255}\//g, becomes: '/live/<name>/' },
  {
    holds: ' failed: ',
    pattern: /^(upload|download|copy|delete|move) failed: \S{1,400} (?:to \S{1,400} )?/,
    becomes: '$1 failed: ',
  },
  { holds: 'pdate failed for database', pattern: /(Update failed for database): \w{1,40}/, becomes: '$1' },
  {
    holds: 'tar: ',
    pattern: /^(tar: [\w.@-]{1,100})\/[^:]{1,400}(: Cannot \w{1,12}: Permission denied)/,
    becomes: '$1/<*>$2',
  },
  { holds: 'invalid literal', pattern: /: '[^']{0,200}'$/, becomes: '' },
  // dash, bash with and without a line number, busybox, zsh; with and without the path.
  {
    holds: 'not found',
    pattern:
      /^-?(?:\/\S{1,60}\/)?(?:ba|da|k|z)?sh: (?:(?:line )?\d{1,5}: )?(?:\/\S{1,200}\/)?([^\s/:]{1,100}): (?:command )?not found$/,
    becomes: 'sh: $1: not found',
  },
  {
    holds: 'ermission denied (',
    pattern: /(Permission denied) \((?:publickey|password|keyboard|gssapi|hostbased)[\w,-]{0,120}\)/,
    becomes: '$1',
  },
  // MySQL's clients grade their lines since 5.6, and quote the server's words since 8.
  { holds: 'mysql', pattern: /^(?:mysql\w{0,12}|mariadb[\w-]{0,12}): \[(Warning|ERROR|Note)\] /i, becomes: '$1: ' },
  {
    holds: 'whatis parse for',
    pattern: /warning: \S{1,300}: (whatis parse) for \S{1,200} failed/,
    becomes: 'warning: $1 failed',
  },
  // curl says the reason of an HTTP result since 7.76, the resolver's words before 7.60.
  { holds: 'returned error: ', pattern: /(returned error: \d{3}) .{1,80}$/, becomes: '$1' },
  {
    holds: 'ould not resolve host',
    pattern: /(ould not resolve host: [^\s;]{1,255})(?:;.{0,80}| \(.{0,80})$/,
    becomes: '$1',
  },
  { holds: ' codec ', pattern: /(codec can't (?:en|de)code) (?:character|byte)s? \S{1,40}/, becomes: '$1' },
  // sshd and PAM: whose name was tried.
  {
    holds: ' user ',
    pattern: /\b(invalid|illegal|unknown) user [\w.@$-]{1,64} from /i,
    becomes: '$1 user <user> from ',
  },
  { holds: ' for ', pattern: /\bfor (?:invalid user )?[\w.@$-]{1,64} from (?=\d)/, becomes: 'for <user> from ' },
  { holds: 'ould not get lock ', pattern: /^((?:E: )?Could not get lock [^\s.]{1,200}).{0,300}/, becomes: '$1' },
  { holds: '/etc/logrotate.d/', pattern: /\/etc\/logrotate\.d\//, becomes: '' },
  { holds: 'MySQL server through', pattern: /local MySQL server/, becomes: 'local server' },
  { holds: '/var/run/', pattern: /\/var\/run\//g, becomes: '/run/' },
  {
    holds: 'ost key for ',
    pattern: /^(?:\w{1,10} )?[Hh]ost key for \S{1,255} has/,
    becomes: 'Host key for <host> has',
  },
  { holds: 'InRelease', pattern: / [\w/-]{1,60} InRelease/, becomes: ' InRelease' },
  { holds: 'Stat: stat ', pattern: /Stat: /, becomes: '' },
  // MySQL's accounts: user and client.
  { holds: "'@'", pattern: /'([^']{1,64})'@'[^']{1,255}'/g, becomes: "'$1'@<host>" },
  // Country and city behind an address.
  { holds: ' (', pattern: / \([A-Z]{2}\/[^()]{1,80}\)/g, becomes: '' },
  { holds: ' FOUND', pattern: /^\S.{0,400}: \S{1,100} FOUND$/, becomes: 'virus FOUND' },
  { holds: 'Unable to graph', pattern: /(Unable to graph) \S{1,300} : opening '[^']{1,300}'/, becomes: '$1' },
  { holds: 'stuck for', pattern: /(stuck for \S{1,12}!) \[[^\]]{1,80}\]/, becomes: '$1' },
  {
    holds: 'systemd-private-',
    pattern: /systemd-private-[0-9a-f]{32}-[\w@.\\-]{1,200}/g,
    becomes: 'systemd-private-<tmp>',
  },
  // What one release adds: advice, where input was read, whether a core was written.
  { holds: '(In some cases', pattern: / \(In some cases useful info.{0,200}$/, becomes: '' },
  { holds: '> ', pattern: /( at \S{1,300} line \d{1,9}), <[\w:]{0,60}> (?:line|chunk) \d{1,12}/, becomes: '$1' },
  { holds: ' (core dumped)', pattern: / \(core dumped\)$/, becomes: '' },
  // perl tells the whole environment.
  {
    holds: 'perl: warning: ',
    pattern: /^(perl: warning: (?:Please check that your locale settings|Falling back)).{0,600}/,
    becomes: '$1',
  },
  // libpq since 14 says to which server.
  {
    holds: 'connection to server ',
    pattern:
      /connection to server (?:at "[^"]{1,255}"(?: \([^)]{1,100}\))?, port \d{1,5}|on socket "[^"]{1,255}") failed: /,
    becomes: 'could not connect to server: ',
  },
  { holds: 'debsums: ', pattern: /^(debsums: \w{1,20} file) .{1,300}$/, becomes: '$1' },
]

/** One scan instead of one for each wording. */
const HOLDS_ANY = new RegExp(WORDINGS.map((w) => w.holds.replace(/[.()[\]/@]/g, '\\$&')).join('|'))
/** Ruby's temporary files: prefix, day, process, random letters. */
const RUBY_TEMP = /\d{8}-\d{1,8}-[a-z0-9]{5,8}(?![\w-])/g

/** What stands around a line's own words; it hides how grave they are. */
const AROUND: readonly Wording[] = [
  { holds: 'Job for ', pattern: /^(Job for \S{1,200} (?:failed|canceled)).{0,400}/, becomes: '$1' },
  { holds: ' for unknown reasons', pattern: / for unknown reasons$/, becomes: '' },
  // MediaWiki's foreachwiki puts the wiki before each line.
  {
    holds: 'wik',
    pattern:
      /^[a-z_]{2,24}(?:wiki|wiktionary|wikibooks|wikisource|wikinews|wikiquote|wikiversity|wikivoyage)(?:media)?: {1,4}/,
    becomes: '',
  },
  // A request's id and address before MediaWiki's exceptions.
  { holds: '] ', pattern: /^\[\w{16,40}\] (?:\[no req\]|\/\S{1,200}) {1,4}/, becomes: '' },
]

/** Which of many it was is where, not what. */
const WHICH =
  /\b(table|database|schema|project|repository|repo|bucket|index|collection|volume|pool|shard|snapshot|queue|partition)( |: )(?:['"`][^'"`]{1,120}['"`]|[\w-]{0,60}[\d/_.][\w./-]{0,120})(?=$|[\s.,;:)"'])/gi

/** Wikimedia's databases are named by language and project. */
const WIKI =
  /(?<![\w/.-])(?:[a-z]{2,3}|simple|zh_[a-z_]{3,12}|be_x_old|commons|species)(?:wiki|wiktionary|wikibooks|wikisource|wikinews|wikiquote|wikiversity|wikivoyage)(?![\w.-])/g

const CURLY = /[‘’`´]/g
const DOUBLE = /[“”„]/g
const TYPESET = /[‘’`´“”„]/

/** Files that change, come and go while they are read: which one it was today is chance. */
const VOLATILE = /: (file (?:changed (?:as|while)|removed before|shrank by|truncated)[^:]{0,60})$/i
const VANISHED = /^((?:file|directory) has vanished): .{1,500}$/
const ARCHIVER = /^(?:\/\S{1,60}\/)?(\w{1,12}): /

const withoutChance = (line: string): string => {
  const told = VOLATILE.exec(line)?.[1]
  if (told === undefined) return line.includes('vanished') ? line.replace(VANISHED, '$1') : line
  return `${ARCHIVER.exec(line)?.[1] ?? 'backup'}: ${told}`
}

/** find, du and ls walk a tree: the second folder tells which tree. */
const WALKERS = /^(?:\/\S{1,60}\/)?(?:find|du|ls|rm|chown|chmod|cp|tar|rsync|scp): /
const DEEP = new RegExp(PATH)

/** "No space left on device" of the languages of mixed teams. */
const FULL_DISK =
  /no space left on (?:the )?device|disk full|kein speicherplatz|auf dem gerät ist kein|no queda espacio|aucun espace|plus de place|spazio esaurito|geen ruimte/i

/** A full disk is told whatever else went wrong by it. */
export const isFullDisk = (line: string): boolean => FULL_DISK.test(line)

/** A file in a tree → its first two folders. */
const inTree = (line: string): string =>
  line.replace(DEEP, (path) => {
    const folders = path.split('/').slice(1, -1)
    return folders.length === 0 ? path : `/${folders.slice(0, 2).join('/')}/<*>`
  })

/** One line of output in the words that all versions of its program would have used. */
export const plainWording = (given: string): string => {
  let line = TYPESET.test(given) ? given.replace(CURLY, "'").replace(DOUBLE, '"') : given
  if (HOLDS_ANY.test(line))
    for (const { holds, pattern, becomes } of WORDINGS) if (line.includes(holds)) line = line.replace(pattern, becomes)
  if (line.includes('-')) line = line.replace(RUBY_TEMP, '<tmp>')
  if (line.includes('ile ') || line.includes('vanished')) line = withoutChance(line)
  if (line.includes('wik')) line = line.replace(WIKI, '<wiki>')
  line = line.replace(WHICH, '$1$2<name>')
  return isFullDisk(line) || (WALKERS.test(line) && line.includes('denied')) ? inTree(line) : line
}

/** The words of a line without what a runner puts around them. */
export const ownWords = (given: string): string => {
  let line = given
  for (const { holds, pattern, becomes } of AROUND) if (line.includes(holds)) line = line.replace(pattern, becomes)
  return line
}

/** Said because of what was said before; it counts only when nothing graver than talk was said. */
const AFTERMATH =
  /^(?:tar: (?:Child returned status \d|Error is not recoverable|Exiting with failure status)|BEGIN failed--compilation aborted|rsync (?:error|warning): |rsync: connection unexpectedly closed|terminating with (?:warning|error) status|All renewals failed|\d{1,4} renew failure|curl failed to verify the legitimacy|mysqldump: Got errno \d{1,3} on write|error: found error in |Hook '[\w-]{1,40}' (?:ran with error|reported error)|(?:Aborted|Killed|Terminated|Segmentation fault)(?: \(core dumped\))?$|tput: |stty: |mesg: |(?:\/bin\/)?(?:ba)?sh: warning: setlocale|perl: warning: (?:Setting locale|Falling back|Please check)|make(?:\[\d{1,3}\])?: \*\*\* )/

export const isAftermath = (line: string): boolean => AFTERMATH.test(line)
