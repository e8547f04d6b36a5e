import type { Hono } from 'hono'
import { groupOf } from '../alerts/group.ts'
import { note } from '../steps/answer.ts'
import { type ShownGroup, shownGroups } from './alert-groups.ts'
import type { Desk } from './desk.ts'
import { formOf, frameFor } from './frame.ts'
import { isFromUs, type ReviewContext, type ReviewEnv } from './guard.ts'
import { AlertsPage } from './pages/alerts.tsx'
import { BarePage } from './pages/layout.tsx'
import { notFromUs } from './routes-item.tsx'

/** What a form on the page did, in words that follow a person's name; null: it cannot be done. */
type Change = (
  fields: ReadonlyMap<string, readonly string[]>,
) => Promise<{ readonly did: string; readonly group: string } | null>

const one = (fields: ReadonlyMap<string, readonly string[]>, name: string): string =>
  fields.get(name)?.[0]?.trim() ?? ''

const titleOf = ({ facts }: ShownGroup): string => `${facts.kind}: ${facts.unit}`

const changesOf = (desk: Desk): Readonly<Record<'merge' | 'split' | 'mute', Change>> => {
  const { alerts } = desk.store
  const named = async (name: string) => (await shownGroups(desk.store, desk.now())).groups.find((g) => g.name === name)
  return {
    merge: async (fields) => {
      const [from, into] = [await named(one(fields, 'group')), await named(one(fields, 'into'))]
      if (from === undefined || into === undefined || from.name === into.name) return null
      await alerts.alias(from.group.id, groupOf(into.group.id, await alerts.aliases()), desk.now().toISOString())
      return { did: `merged “${titleOf(from)}” into “${titleOf(into)}”`, group: from.group.id }
    },
    split: async (fields) => {
      const signature = one(fields, 'group')
      if (!(await alerts.aliases()).has(signature)) return null
      await alerts.alias(signature, null, desk.now().toISOString())
      return { did: `split off “${signature.split('|').slice(1, 3).join(': ')}”`, group: signature }
    },
    mute: async (fields) => {
      const group = await named(one(fields, 'group'))
      const until = one(fields, 'until')
      if (group === undefined) return null
      if (until === 'off') {
        await alerts.mute(group.group.id, null)
        return { did: `unmuted “${titleOf(group)}”`, group: group.group.id }
      }
      const end = new Date(`${until}T00:00:00Z`)
      if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(end.getTime()) || end <= desk.now()) return null
      await alerts.mute(group.group.id, end.toISOString())
      return { did: `muted “${titleOf(group)}” until ${until}`, group: group.group.id }
    },
  }
}

const change = (desk: Desk, make: Change) => async (c: ReviewContext) => {
  const fields = await formOf(c)
  if (!isFromUs(c, desk, one(fields, 'proof'))) return notFromUs(c)
  const made = await make(fields)
  if (made === null) {
    return c.html(
      <BarePage title="That could not be done">
        <p>
          The group is not there any more, or the day is not in the future. Nothing was changed.{' '}
          <a href="/alerts">To the alerts</a>
        </p>
      </BarePage>,
      422,
    )
  }
  const ruling = await note(desk.store, {
    verdict: { type: 'alerts', ...made },
    by: c.get('visitor').name,
    at: desk.now().toISOString(),
  })
  return c.redirect(`/alerts?done=${ruling.key}`, 303)
}

/** Groups of root@ mail, and what people make of them. */
export const alertRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/alerts', async (c) => {
    const { frame } = await frameFor(c, desk)
    const shown = await shownGroups(desk.store, desk.now())
    return c.html(<AlertsPage view={{ ...shown, tracker: desk.tracker }} frame={frame} />)
  })
  const changes = changesOf(desk)
  app.post('/alerts/merge', change(desk, changes.merge))
  app.post('/alerts/split', change(desk, changes.split))
  app.post('/alerts/mute', change(desk, changes.mute))
}
