// All regular expressions of the built program: literals from the source, and those that modules put together when they load.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'acorn'
import { full } from 'acorn-walk'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const listFile = join(root, 'tests', 'safe-regexes.json')
const dist = join(root, 'dist')

const modules = (folder) =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? modules(path) : name.endsWith('.js') ? [path] : []
    })

/** Modules that put expressions together hold no side effects but these: they can be loaded. */
const made = async (files) => {
  const found = new Map()
  const Native = globalThis.RegExp
  for (const file of files) {
    const seen = (source, flags) => {
      const expression = new Native(source, flags)
      if (new Error().stack?.includes('/dist/')) found.set(String(expression), relative(dist, file))
      return expression
    }
    globalThis.RegExp = new Proxy(Native, {
      construct: (_, [source, flags]) => seen(source, flags),
      apply: (_, __, [source, flags]) => seen(source, flags),
    })
    try {
      await import(pathToFileURL(file).href)
    } finally {
      globalThis.RegExp = Native
    }
  }
  return found
}

/** Expression (as `/source/flags`) → the module that it stands in. */
export const expressions = async () => {
  const found = new Map()
  const putTogether = []
  for (const file of modules(dist)) {
    const tree = parse(readFileSync(file, 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' })
    full(tree, (node) => {
      if (node.type === 'Literal' && node.regex)
        found.set(`/${node.regex.pattern}/${node.regex.flags}`, relative(dist, file))
      const call = node.type === 'NewExpression' || node.type === 'CallExpression'
      if (call && node.callee.name === 'RegExp' && !putTogether.includes(file)) putTogether.push(file)
    })
  }
  for (const [expression, file] of await made(putTogether)) found.set(expression, file)
  return found
}

/** The list: expression → `linear`, or for what recheck does not call linear, what a person found. */
export const readList = () => JSON.parse(readFileSync(listFile, 'utf8'))
