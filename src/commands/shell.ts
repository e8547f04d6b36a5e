import type { Command } from 'commander'
import type { Config, Environment } from '../config.ts'

/** What a command may touch of the world outside; handed in by the command line and by tests. */
export interface Shell {
  readonly env: Environment
  readonly cwd: string
  now(): Date
  /** Milliseconds of a steady clock. */
  ticks(): number
  /** Writes to standard output as it is; resolves once it may be followed by more. */
  out(text: string): Promise<void>
  /** One line for a person on standard error. */
  err(line: string): void
  /** Standard error is a terminal: progress may be shown. */
  readonly terminal: boolean
  /** Standard output is a terminal. */
  readonly outTerminal: boolean
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal
  /** The checked configuration. Throws ConfigError. */
  config(): Promise<Config>
  /** The exit code when all is done; the highest one named wins. */
  exit(code: number): void
}

/** A command's file: adds arguments, options and an action to its (already named) command. */
export interface CommandModule {
  define(command: Command, shell: Shell): void
}

/** A failure that is told to the person in one line, without a stack. */
export class CommandError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 1) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
