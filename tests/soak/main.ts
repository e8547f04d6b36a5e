/** The command line of the soak; see scripts/soak.mjs. */
import { parseArgs } from 'node:util'
import { newTally, reportText } from './report.ts'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    upto: { type: 'string' },
    'runs-a-day': { type: 'string' },
    'compare-every': { type: 'string' },
    json: { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000))
const options = {
  seed,
  upto: values.upto === undefined ? null : Number(values.upto),
  runsADay: Number(values['runs-a-day'] ?? 1),
  worksOfEach: 41,
  disk: true,
  compareEvery: Number(values['compare-every'] ?? 5),
  progress: (run: number, of: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${run} of ${of} `)
  },
}
// So that Dovecot and the disk are taken away.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
const report = await soak(
  options,
  newTally(options, () => performance.now()),
)
process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : reportText(report))
process.exitCode = report.failure === null ? 0 : 1
