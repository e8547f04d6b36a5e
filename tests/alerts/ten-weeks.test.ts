import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carryOut } from '../../src/alerts/carry-out.ts'
import { converge, type TaskMemory } from '../../src/alerts/converge.ts'
import type { Occurrence } from '../../src/alerts/group.ts'
import type { AlertInput } from '../../src/alerts/input.ts'
import { candidatesOf, overviewOf, windowStart } from '../../src/alerts/overview.ts'
import { phabricator } from '../../src/alerts/phabricator.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import type { GroupFacts } from '../../src/alerts/task.ts'
import { type FakeConduit, startFakeConduit } from '../servers/fake-conduit.ts'
import { randomFrom } from '../support/alert-mutator.ts'
import { alertInput, cronMail } from '../support/root-mail.ts'

const DAYS = 70
const START = Date.parse('2026-08-03T00:00:00Z')
const DAY = 86_400_000
const HOSTS = Array.from({ length: 120 }, (_, i) => `node${1001 + i}`)

interface Sent {
  readonly at: number
  readonly input: AlertInput
}

/** Letters, so that the masks cannot take one kind for another. */
const word = (n: number): string =>
  `job-${String.fromCharCode(97 + (n % 26))}${String.fromCharCode(97 + Math.floor(n / 26))}`

/** Thirty of the sixty kinds of trouble recur, on one to six hosts; the others come now and then. */
const recurring = (kind: number): boolean => kind % 2 === 0

const trouble = (kind: number, host: string, random: () => number): AlertInput => {
  const pid = Math.floor(random() * 60_000)
  return cronMail(
    host,
    `/usr/local/bin/${word(kind)} --run >/dev/null`,
    `${word(kind)}[${pid}]: error: cannot lock state of ${word(kind)}\n`,
  )
}

const everyday = (random: () => number): Sent[] => {
  const sent: Sent[] = []
  for (let kind = 0; kind < 60; kind++) {
    const hosts = HOSTS.filter((_, i) => i % 60 === kind || (recurring(kind) && i % 31 === kind % 31))
    // A trouble that does not recur is seen four times in all, weeks apart.
    const days = recurring(kind)
      ? Array.from({ length: DAYS }, (_, d) => d).filter((d) => d % 3 === kind % 3)
      : [kind % 17, 20 + (kind % 17), 40 + (kind % 17)]
    for (const day of days) {
      for (const host of recurring(kind) ? hosts : hosts.slice(0, 1)) {
        // Hours apart: many units on one host at once would be a host event.
        sent.push({
          at: START + day * DAY + ((kind * 23) % 24) * 3_600_000 + Math.floor(random() * 600_000),
          input: trouble(kind, host, random),
        })
      }
    }
  }
  return sent
}

/** One host goes mad: 5,000 mails of 40 programs within an hour. */
const storm = (random: () => number): Sent[] =>
  Array.from({ length: 5000 }, (_, i) => ({
    at: START + 30 * DAY + 5 * 3_600_000 + Math.floor((i / 5000) * 3_600_000),
    input: cronMail(
      'node1077',
      `/usr/local/bin/storm-${word(i % 40)}`,
      `storm-${word(i % 40)}: error: read-only file system ${Math.floor(random() * 1000)}\n`,
    ),
  }))

/** A service is away for a day, and 80 hosts say so every two hours. */
const outage = (): Sent[] =>
  HOSTS.slice(0, 80).flatMap((host, h) =>
    Array.from({ length: 12 }, (_, i) => ({
      at: START + 45 * DAY + 9 * 3_600_000 + i * 7_200_000 + h * 1000,
      input: alertInput({
        subject: `FAIL: report-inventory`,
        to: `root@${host}.eqiad.wmnet`,
        text: 'Systemd timer ran the following command:\n\n    /usr/bin/report-inventory\n\nIts return value was 1 and emitted the following output:\n\nERROR: inventory service refused the connection\n',
      }),
    })),
  )

interface World {
  readonly occurrences: readonly Occurrence[]
  readonly facts: ReadonlyMap<string, GroupFacts>
}

const worldOf = (sent: readonly Sent[]): World => {
  const facts = new Map<string, GroupFacts>()
  const occurrences = sent.flatMap(({ at, input }) =>
    alertsOf(input).map((alert): Occurrence => {
      const signature = signatureOf(alert)
      facts.set(signature, alert)
      return { signature, host: alert.host, event: alert.event, at: new Date(at).toISOString() }
    }),
  )
  return { occurrences: occurrences.sort((a, b) => (a.at < b.at ? -1 : 1)), facts }
}

class Killed extends Error {}

describe('ten weeks of root@ mail from 120 hosts', () => {
  const random = randomFrom(2026)
  const world = worldOf([...everyday(random), ...storm(random), ...outage()])
  let server: FakeConduit

  beforeEach(async () => {
    server = await startFakeConduit()
  })
  afterEach(() => server.close())

  /** One run at `now`; `step` is called wherever the program could be killed. */
  const run = async (memories: Map<string, TaskMemory>, now: Date, step: () => void): Promise<void> => {
    const tracker = phabricator({
      url: server.url,
      token: server.token,
      parent: 'T1',
      projects: [],
      fetch: async (...args) => {
        step()
        const response = await fetch(...args)
        step()
        return response
      },
      timeoutMs: 5000,
      pause: async () => undefined,
    })
    const seen = world.occurrences.filter((o) => o.at >= windowStart(now) && o.at < now.toISOString())
    const { groups } = overviewOf(seen, new Map(), now)
    const candidates = candidatesOf(groups, world.facts)
    const actions = converge({
      candidates,
      memories: [...memories.values()],
      tasks: await tracker.subtasks(),
      mutes: new Map(),
      now,
    })
    await carryOut(actions, {
      tracker,
      memories: {
        saveTask: async (memory) => {
          step()
          memories.set(memory.group, memory)
          step()
        },
      },
      known: [...memories.values()],
      owners: [],
      now,
      signal: new AbortController().signal,
    })
  }

  const expected = Array.from({ length: 60 }, (_, kind) => kind)
    .filter(recurring)
    .map(word)
    .sort()
  const opened = (): string[] =>
    server.tasks
      .slice(1)
      .map((t) => /cron: (\S+?):? /.exec(`${t.title} `)?.[1] ?? t.title)
      .sort()

  it('opens one task for each recurring trouble, and none for a storm, an outage or what comes now and then', async () => {
    const memories = new Map<string, TaskMemory>()
    for (let day = 1; day <= DAYS; day++) {
      const before = server.tasks.length
      await run(memories, new Date(START + day * DAY), () => undefined)
      expect(server.tasks.length - before).toBeLessThanOrEqual(3)
    }
    expect(opened()).toEqual(expected)
  })

  it('opens none twice when the run is killed at random points', async () => {
    const memories = new Map<string, TaskMemory>()
    const chance = randomFrom(7)
    let kills = 0
    for (let day = 1; day <= DAYS; day++) {
      const now = new Date(START + day * DAY)
      let left = 1 + Math.floor(chance() * 22)
      let dead = false
      // A dead process does nothing more: every later step fails too.
      const killer = (): void => {
        left -= 1
        if (left === 0 && kills < 40) {
          dead = true
          kills += 1
        }
        if (dead) throw new Killed()
      }
      await run(memories, now, killer).catch((error: unknown) => {
        if (!dead) throw error
      })
    }
    expect(kills).toBeGreaterThanOrEqual(20)
    expect(opened()).toEqual(expected)
  })

  it('finds its tasks again when all that it remembered is lost', async () => {
    for (let day = 2; day <= DAYS; day += 4) await run(new Map(), new Date(START + day * DAY), () => undefined)
    expect(opened()).toEqual(expected)
  })
})
