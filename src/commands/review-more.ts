import { mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { keptRules } from '../reading/sender-rules.ts'
import { findQuestions, shortName, undo } from '../steps/answer.ts'
import type { Store } from '../store/store.ts'
import { CommandError, type Shell } from './shell.ts'
import { withStore } from './store.ts'
import { plain, table, when } from './table.ts'

/** The question of this short name, answered or not. */
const itemOf = async (store: Store, name: string) => {
  const { loadItem } = await import('../review/item.ts')
  const [open] = await findQuestions(store, name)
  const keys = open === undefined ? await store.desk.questionKeys() : [open.key]
  const found = keys.map((key) => shortName({ key })).filter((short) => short.startsWith(name.toLowerCase()))
  if (found.length > 1) throw new CommandError(`"${name}" fits ${found.length} questions; give more of its digits.`)
  const item = found[0] === undefined ? null : await loadItem(store, found[0])
  if (item === null)
    throw new CommandError(`No question was ever called "${name}". "maintcal review list" shows those that are open.`)
  return item
}

/** `review undo NAME`: the last answer to a question, or the answer of this key. */
export const undoAnswer = (
  shell: Shell,
  name: string,
  options: { readonly by?: string; readonly json?: boolean },
): Promise<void> =>
  withStore(shell, async (store) => {
    const key = /^[0-9a-f]{24}$/.test(name) ? name : (await itemOf(store, name)).rulings.at(-1)?.key
    const undone =
      key === undefined ? null : await undo(store, key, options.by ?? userInfo().username, shell.now().toISOString())
    if (undone === null) throw new CommandError(`There is no answer to take back for "${name}".`)
    if (options.json === true) await shell.out(`${JSON.stringify(undone)}\n`)
  })

/** `review rules`: what was decided once and for all; `review undo KEY` ends one. */
export const listRules = (shell: Shell, options: { readonly json?: boolean }): Promise<void> =>
  withStore(shell, async (store) => {
    const rules = keptRules(await store.desk.standingRulings())
    if (options.json === true) return shell.out(`${JSON.stringify(rules)}\n`)
    if (rules.length === 0) return shell.out('No kept rules.\n')
    const rows = rules.map(({ key, by, at, rule }) => [
      key,
      when(at),
      by,
      rule.sender,
      rule.words ?? '–',
      rule.format ?? '–',
      rule.class,
    ])
    return shell.out(
      table(
        ['Rule', 'Made (UTC)', 'By', 'Sender', 'Subject holds', 'Read as', 'Is'],
        rows,
        [24, 20, 20, 40, 40, 24, 10],
      ),
    )
  })

/** `review export NAME --fixture DIR`: the mail without what is private, and the person's reading of it. */
export const exportFixture = (
  shell: Shell,
  name: string,
  options: { readonly fixture?: string; readonly json?: boolean },
): Promise<void> =>
  withStore(shell, async (store, config) => {
    if (options.fixture === undefined)
      throw new CommandError('Name a folder. Example: --fixture tests/fixtures/regressions', 2)
    const [{ fixtureOf }, { storedMail }, { readerFor }, { mailHash }] = await Promise.all([
      import('../review/export.ts'),
      import('../review/mail-view.ts'),
      import('../reader.ts'),
      import('../review/queue.ts'),
    ])
    const item = await itemOf(store, name)
    const kept = await storedMail(await readerFor(config), store, mailHash(item.question.told))
    if (kept === null || kept.mail === null) throw new CommandError('The mail of this question cannot be read.')
    const fixture = await fixtureOf(item, kept.mail, kept.stored.raw)
    const folder = resolve(shell.cwd, options.fixture)
    mkdirSync(folder, { recursive: true })
    const path = join(folder, fixture.name)
    writeFileSync(`${path}.eml`, fixture.eml, { mode: 0o600 })
    writeFileSync(`${path}.json`, fixture.json, { mode: 0o600 })
    if (options.json === true) return shell.out(`${JSON.stringify({ eml: `${path}.eml`, json: `${path}.json` })}\n`)
    return shell.out(
      `${plain(path)}.eml\n${plain(path)}.json\nLook through both before you show them to others: names in prose are not all found.\n`,
    )
  })
