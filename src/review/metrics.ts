import { Gauge, Registry } from 'prom-client'
import type { Desk } from './desk.ts'
import { everything, filtered, loadQueue } from './queue.ts'

const seconds = (instant: string | null | undefined): number =>
  instant == null ? 0 : Math.floor(Date.parse(instant) / 1000)

/** Gauges from what the store holds, in Prometheus' text form. */
export const metricsText = async (desk: Desk): Promise<{ readonly type: string; readonly text: string }> => {
  const registry = new Registry()
  const gauge = (name: string, help: string, value: number): void =>
    new Gauge({ name: `maintcal_${name}`, help, registers: [registry] }).set(value)
  const { store } = desk
  const queue = await loadQueue(store, desk.now())
  const oldest = queue.map(({ question }) => Date.parse(question.openedAt)).sort((a, b) => a - b)[0]
  const mails = await store.mails.count()
  const events = await store.calendar.count(desk.calendar)
  const [run] = await store.runs.last(1)
  gauge('questions_open', 'Questions that wait for a person', filtered(queue, everything).length)
  gauge('questions_put_off', 'Questions that were put off', queue.filter(({ later }) => later !== null).length)
  gauge(
    'question_oldest_seconds',
    'Age of the oldest open question',
    oldest === undefined ? 0 : Math.max(0, (desk.now().getTime() - oldest) / 1000),
  )
  gauge('mails_stored', 'Mails kept', mails.stored)
  gauge('mails_pending', 'Mails that were not read yet', mails.pending)
  gauge('events_standing', 'Events that stand as maintcal wrote them', events.ours)
  gauge('events_kept', 'Events that stand as a person made them', events.kept)
  gauge('run_end_timestamp_seconds', 'End of the last run; 0: none yet', seconds(run?.endedAt))
  gauge('run_ok', 'Whether the last run did everything', run?.ok === true ? 1 : 0)
  const steps = new Gauge({
    name: 'maintcal_step_success_timestamp_seconds',
    help: 'Last success of each step; 0: never',
    labelNames: ['step'],
    registers: [registry],
  })
  for (const { step, lastSuccess } of await store.runs.steps()) steps.set({ step }, seconds(lastSuccess))
  return { type: registry.contentType, text: await registry.metrics() }
}
