/** cronic and chronic wrap a job's output in headings of their own; only what the job said counts. */

const CRONIC = 'Cronic detected failure or error output for the command:'
const CRONIC_HEADING = /^(RESULT CODE|RETURN CODE|ERROR OUTPUT|STANDARD OUTPUT|TRACE-ERROR OUTPUT):/
const CHRONIC_HEADING = /^(STDOUT|STDERR|RETVAL):/

const sections = (lines: readonly string[], heading: RegExp): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  let current: string[] = []
  for (const line of lines) {
    const name = heading.exec(line)?.[1]
    if (name === undefined) current.push(line)
    else {
      current = []
      found.set(name, current)
    }
  }
  return found
}

const filled = (lines: readonly string[] | undefined): lines is readonly string[] =>
  lines?.some((l) => l.trim() !== '') ?? false

/** A job's own output lines: cronic's ERROR OUTPUT before TRACE-ERROR and STANDARD OUTPUT, chronic's STDERR before STDOUT. */
export const outputOf = (lines: readonly string[]): readonly string[] => {
  if (lines.some((l) => l.startsWith(CRONIC))) {
    const found = sections(lines, CRONIC_HEADING)
    return (
      [found.get('ERROR OUTPUT'), found.get('TRACE-ERROR OUTPUT'), found.get('STANDARD OUTPUT')].find(filled) ?? [
        'failed without output',
      ]
    )
  }
  if (lines.some((l) => l.startsWith('RETVAL:'))) {
    const found = sections(lines, CHRONIC_HEADING)
    return [found.get('STDERR'), found.get('STDOUT')].find(filled) ?? ['failed without output']
  }
  return lines
}
