import { Command } from 'commander'
import type { CommandModule, Shell } from '../../src/commands/shell.ts'
import { type Config, type Environment, readConfig } from '../../src/config.ts'

/** A Shell that keeps what is written; its clock stands still. */
export interface TestShell extends Shell {
  readonly output: () => string
  readonly errors: () => readonly string[]
  readonly code: () => number
}

export const testShell = (cwd: string, env: Environment, now = '2026-12-04T18:00:00Z'): TestShell => {
  const output: string[] = []
  const errors: string[] = []
  let code = 0
  return {
    env,
    cwd,
    now: () => new Date(now),
    ticks: () => 0,
    out: async (text) => {
      output.push(text)
    },
    err: (line) => {
      errors.push(line)
    },
    terminal: false,
    outTerminal: false,
    signal: new AbortController().signal,
    config: async (): Promise<Config> => readConfig(env, cwd),
    exit: (given) => {
      code = Math.max(code, given)
    },
    output: () => output.join(''),
    errors: () => errors,
    code: () => code,
  }
}

/** Calls a command in this process, as the command line would. */
export const call = async (module: CommandModule, shell: Shell, ...args: readonly string[]): Promise<void> => {
  const command = new Command('test').exitOverride()
  module.define(command, shell)
  await command.parseAsync([...args], { from: 'user' })
}
