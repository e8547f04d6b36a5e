/** A TCP proxy that cuts, or hangs, each connection once the server has sent so many bytes. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly port: number
  /** How many connections were taken in all. */
  taken(): number
  /** What happens to the connections from now on, counted anew. */
  plan(after: readonly number[], action: CuttingOptions['action']): void
  /** How many connections were cut, or hang. */
  met(): number
  /** Resolves when no connection is open on the client's side. */
  allClosed(): Promise<void>
  stop(): Promise<void>
}

export interface CuttingOptions {
  readonly port: number
  /** Bytes from the server that get through, for the first, second, … connection; beyond the list: all. */
  readonly after: readonly number[]
  readonly action: 'cut' | 'hang'
}

export async function startCuttingProxy({ port, after, action }: CuttingOptions): Promise<CuttingProxy> {
  const open = new Set<Socket>()
  const closed = new EventTarget()
  let taken = 0
  let planned = { after, action, from: 0 }
  let met = 0
  const server = createServer((client) => {
    const { action, from } = planned
    let left = planned.after[taken - from] ?? Number.POSITIVE_INFINITY
    let whole = true
    taken += 1
    open.add(client)
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.on('close', () => {
      upstream.destroy()
      open.delete(client)
      closed.dispatchEvent(new Event('closed'))
    })
    client.pipe(upstream)
    upstream.on('data', (data: Buffer) => {
      const passed = data.subarray(0, left)
      left -= passed.length
      if (left === 0 && whole) {
        whole = false
        met += 1
      }
      if (passed.length > 0) client.write(passed)
      if (left === 0 && action === 'cut') client.end(() => client.destroy())
    })
    upstream.on('close', () => {
      if (left > 0) client.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    port: address.port,
    taken: () => taken,
    plan(next, how) {
      planned = { after: next, action: how, from: taken }
      met = 0
    },
    met: () => met,
    async allClosed() {
      while (open.size > 0) await once(closed, 'closed')
    },
    async stop() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
