// npm marks `bin` files executable only on install; a checkout that runs `npm run build` needs it too.
import { chmodSync } from 'node:fs'

chmodSync(new URL('../dist/src/cli.js', import.meta.url), 0o755)
