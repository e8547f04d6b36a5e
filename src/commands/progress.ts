import type { Shell } from './shell.ts'

export interface Progress {
  /** A step has done so many of its pieces. */
  show(step: string, done: number): void
  end(): void
}

const silent: Progress = { show: () => undefined, end: () => undefined }

/** A bar on standard error if that is a terminal, else nothing: cron must not mail it. */
export const progressFor = async (shell: Shell, wanted: boolean): Promise<Progress> => {
  if (!shell.terminal || !wanted) return silent
  const { SingleBar } = await import('cli-progress')
  const bar = new SingleBar({
    format: '{step}: {value} ({duration_formatted})',
    clearOnComplete: true,
    hideCursor: true,
  })
  let running = false
  return {
    show: (step, done) => {
      if (!running) bar.start(0, 0, { step })
      running = true
      bar.update(done, { step })
    },
    end: () => {
      if (running) bar.stop()
    },
  }
}
