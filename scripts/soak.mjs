// One simulated year through a real Dovecot, with faults drawn at random. Needs `npm run build` (`npm run soak` does it).
//   npm run soak                       the year, another seed each time; 30 minutes at most
//   npm run soak -- --seed N           that year, with the same faults
//   npm run soak -- --seed N --upto R  only until run R: what a report names
//   … --runs-a-day N (1) --compare-every N (5: stores and calendars are compared after so many runs) --json
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', join(root, 'tsconfig.soak.json')], { stdio: 'inherit' })
await import(pathToFileURL(join(root, 'var', 'soak', 'tests', 'soak', 'main.js')).href)
