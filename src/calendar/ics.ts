import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileTrouble } from '../store/failure.ts'
import { type Content, type Entry, etagOf, parse, render, toEntry } from './ics-file.ts'
import type { CalendarTarget, DesiredEvent, PresentEvent, WriteResult } from './target.ts'

const toPresent = (entry: Entry): PresentEvent => ({ ...entry.event, etag: etagOf(entry), deleted: false })

const contentOf = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A reader of the file sees the old calendar or the new one, whole, also after a power cut. */
const writeWhole = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.tmp`
  try {
    const file = await open(draft, 'w', 0o644)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw new Error(`The calendar file ${path} could not be written. ${fileTrouble(error) ?? messageOf(error)}`, {
      cause: error,
    })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * A calendar file for any calendar program (RFC 5545). It is read once, changed in memory, and written whole at `flush`, if its
 * bytes differ. There is no SEQUENCE: it would count our runs, and the same belief must give the same file.
 */
export const icsTarget = (path: string): CalendarTarget => {
  let loaded: Promise<Content & { readonly before: string | null }> | null = null
  const load = () => {
    loaded ??= contentOf(path).then((before) => ({ before, ...parse(before ?? '', path) }))
    return loaded
  }
  const presentOf = async (id: string): Promise<PresentEvent | null> => {
    const entry = (await load()).entries.get(id)
    return entry === undefined ? null : toPresent(entry)
  }
  const write = async (event: DesiredEvent): Promise<WriteResult> => {
    const { entries } = await load()
    const entry = toEntry(event, entries.get(event.id)?.raw ?? null)
    entries.set(event.id, entry)
    return { ok: true, event: toPresent(entry) }
  }
  return {
    name: `ics:${path}`,
    stands: 'after-flush',
    changes: async () => ({
      events: [...(await load()).entries.values()].map(toPresent),
      nextSyncToken: null,
      full: true,
    }),
    get: presentOf,
    insert: async (event) => {
      const present = await presentOf(event.id)
      return present === null ? write(event) : { ok: false, reason: 'exists', present }
    },
    update: async (event, etag) => {
      const present = await presentOf(event.id)
      if (present === null) return { ok: false, reason: 'gone', present }
      if (etag !== null && present.etag !== etag) return { ok: false, reason: 'changed', present }
      return write(event)
    },
    remove: async (id, etag) => {
      const present = await presentOf(id)
      if (present === null) return { ok: false, reason: 'gone', present }
      if (etag !== null && present.etag !== etag) return { ok: false, reason: 'changed', present }
      ;(await load()).entries.delete(id)
      return { ok: true, event: { ...present, deleted: true } }
    },
    flush: async () => {
      const all = await load()
      const content = render(all)
      if (content === all.before) return
      await writeWhole(path, content)
      loaded = Promise.resolve({ ...all, before: content })
    },
  }
}
