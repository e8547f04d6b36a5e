/** What a check found. `bad` stops or will soon stop something; `warn` is worth a look; `skip`: it is not configured. */
export type State = 'ok' | 'warn' | 'bad' | 'skip'

export interface Finding {
  readonly state: State
  /** What was seen, in words. */
  readonly detail: string
  /** What a person can do; null when there is nothing to do. */
  readonly remedy: string | null
}

export interface Check {
  /** Stable name, for `--json`. */
  readonly id: string
  readonly title: string
  run(signal: AbortSignal): Promise<Finding>
}

export interface Checked extends Finding {
  readonly id: string
  readonly title: string
}

export const ok = (detail: string): Finding => ({ state: 'ok', detail, remedy: null })
export const skip = (detail: string): Finding => ({ state: 'skip', detail, remedy: null })
export const warn = (detail: string, remedy: string): Finding => ({ state: 'warn', detail, remedy })
export const bad = (detail: string, remedy: string): Finding => ({ state: 'bad', detail, remedy })

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const patience = async (check: Check, milliseconds: number, stop: AbortSignal): Promise<Finding> => {
  const timer = AbortSignal.timeout(milliseconds)
  const signal = AbortSignal.any([timer, stop])
  const late = new Promise<Finding>((resolve) => {
    const give = (): void =>
      resolve(
        stop.aborted
          ? bad('It was stopped.', 'Call doctor again.')
          : bad(
              `No answer within ${Math.round(milliseconds / 1000)} s.`,
              'Is the server up, and is the way to it open?',
            ),
      )
    if (signal.aborted) give()
    else signal.addEventListener('abort', give)
  })
  const found = check.run(signal).catch((error: unknown) => bad(messageOf(error), 'Mend what the message names.'))
  return Promise.race([found, late])
}

/** Runs all checks side by side; none waits for, or fails with, another. */
export const runChecks = (
  checks: readonly Check[],
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<readonly Checked[]> =>
  Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      ...(await patience(check, options.timeoutMs, options.signal)),
    })),
  )
