import type { Command } from 'commander'
import type { KnownRisk } from '../maintenance/overlap.ts'
import type { Shell } from './shell.ts'
import { withStore } from './store.ts'
import { table, when } from './table.ts'

/** Before every day that a mail can name. */
const always = '0000-01-01'

/** `maintcal events`: what should stand in the calendar. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--json', 'as JSON, with dates as in the API of Google Calendar: the end is the day after the last')
    .action(async (options: { readonly json?: boolean }) => {
      const [{ desiredFor }, { lookFor }] = await Promise.all([import('../steps/desired.ts'), import('../look.ts')])
      await withStore(shell, async (store, config) => {
        const look = await lookFor(config)
        const works = await store.belief.since(always)
        const risks = new Map<string, readonly KnownRisk[]>()
        for (const { maintenance } of works) risks.set(maintenance.id, await store.risks.of([maintenance.id]))
        const events = works.flatMap((believed) =>
          desiredFor(believed, look, risks.get(believed.maintenance.id)).map((event) => ({
            id: event.id,
            maintenanceId: believed.maintenance.maintenanceIds[0] ?? null,
            vendor: believed.maintenance.vendor,
            status: believed.maintenance.status,
            summary: event.summary,
            description: event.description,
            start: event.start,
            end: event.end,
            link: event.link,
            windows: believed.maintenance.windows,
            circuits: believed.maintenance.circuits,
          })),
        )
        if (options.json === true) return shell.out(`${JSON.stringify(events)}\n`)
        if (events.length === 0) return shell.out('No events.\n')
        const rows = events.map(({ start, end, status, summary }) => [
          when(start).slice(0, 14),
          when(new Date(Date.parse(end) - 1).toISOString()).slice(0, 14),
          status,
          summary,
        ])
        return shell.out(table(['First day', 'Last day', 'Status', 'Event'], rows, [14, 14, 14, 200]))
      })
    })
}
