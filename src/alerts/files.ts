/** Which file it was today is chance; which tree it lies in is the trouble. */

export const PATH = /(?:\/[\w.+@%~:<>*-]{1,160}){2,40}\/?(?<![:.])/
const PATHS = new RegExp(PATH, 'g')
/** Where data lies: which of its files it was today is chance. Programs and settings lie elsewhere, or end like these. */
const DATA_ROOTS = new Set('var srv home mnt media backup backups data tmp run'.split(' '))
/** Which mount it was is where, not what. */
const MOUNTS = new Set(['mnt', 'media'])
/** What lies below these was made by a program. */
const MADE = new Set(['cache', '.cache', 'tmp'])
const CODE = new Set('php py pl pm rb js ts sh lua so jar conf cfg cnf ini service timer wsgi'.split(' '))
/** Folders that tell nothing of what lies in them. */
const PLAIN_FOLDERS = new Set(
  'log logs lib cache spool run tmp backup backups data files dump dumps www html lock mail db home share shared local nfs org'.split(
    ' ',
  ),
)

/** `so` of `/usr/lib/x.so.<n>` too: versions come after it. */
const endingOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (
    name
      .replace(/(?:\.<[a-z]{1,12}>){1,4}$/, '')
      .split('.')
      .pop() ?? ''
  )
}

/** `/var/log/otter/a/b.log` → `/var/log/otter/<*>`: the first folder with a name of its own tells what the data is. */
const treeOf = (path: string): string => {
  const parts = path.split('/')
  if (!DATA_ROOTS.has(parts[1] ?? '') || (CODE.has(endingOf(path)) && !parts.some((p) => MADE.has(p)))) return path
  if (MOUNTS.has(parts[1] ?? '')) return `/${parts[1]}/<*>`
  const telling = parts.findIndex((part, i) => i > 1 && !PLAIN_FOLDERS.has(part))
  return telling < 0 || telling >= parts.length - 1 ? path : `${parts.slice(0, telling + 1).join('/')}/<*>`
}

export const inTrees = (line: string): string => (line.includes('/') ? line.replace(PATHS, treeOf) : line)

const QUOTES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '«': '»', '`': "'" }

/** The first quoted piece of a line → `<*>`. */
const withoutQuoted = (line: string): string => {
  for (let i = 0; i < line.length; i++) {
    const close = QUOTES[line[i] ?? '']
    if (close === undefined) continue
    const end = line.indexOf(close, i + 1)
    return end < 0 ? line : `${line.slice(0, i)}<*>${line.slice(end + 1)}`
  }
  return line
}

/** Folders whose second level already tells what the data is; `/var/log` and `/usr/lib` hold everything. */
const DATA = new Set('home root mnt media backup backups data proc sys run tmp srv'.split(' '))
/** So many files of one complaint are one trouble, wherever they lie. */
const MANY_PATHS = 5
const MANY_NAMES = 3

const pathIn = (line: string): string => PATH.exec(line)?.[0] ?? ''

/** The folder that all paths share, if it tells what they are; null otherwise. */
const sharedFolder = (paths: readonly string[]): string | null => {
  const [first = [], ...rest] = paths.map((p) => p.split('/').slice(1, -1))
  let depth = first.length
  for (const other of rest) {
    let i = 0
    while (i < depth && first[i] === other[i]) i++
    depth = i
  }
  const telling = depth >= 3 || (depth === 2 && DATA.has(first[0] ?? ''))
  return telling ? `/${first.slice(0, depth).join('/')}` : null
}

const byShape = (lines: readonly string[], shapeOf: (line: string) => string): string[][] => {
  const shapes = new Map<string, string[]>()
  for (const line of lines) {
    const shape = shapeOf(line)
    const members = shapes.get(shape)
    if (members === undefined) shapes.set(shape, [line])
    else members.push(line)
  }
  return [...shapes.values()]
}

const withoutFiles = (members: readonly string[]): readonly string[] => {
  const [first = ''] = members
  if (members.length < 2 || pathIn(first) === '') return members
  const folder = sharedFolder(members.map(pathIn))
  if (folder !== null) return [first.replace(PATH, () => `${folder}/<*>`)]
  return members.length >= MANY_PATHS ? [first.replace(PATH, '<*>')] : members
}

/** Lines that say the same of several files, or of several names, are one trouble: the varying part becomes `<*>`. */
export const collapse = (lines: readonly string[]): readonly string[] => {
  if (lines.length < 2) return lines
  const folded = byShape(lines, (l) => l.replace(PATH, '<*>')).flatMap(withoutFiles)
  return byShape(folded, withoutQuoted).flatMap((m) => (m.length < MANY_NAMES ? m : [withoutQuoted(m[0] ?? '')]))
}
