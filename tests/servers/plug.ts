/** A TCP way to a server on loopback that can be unplugged, in each of the ways in which servers go away. */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * `refuse`: nobody listens. `hang`: connections are taken, nothing is ever said. `close`: each is closed at once.
 * `cut`: closed after so many bytes of the server. `error`: every HTTP request is answered with 500.
 */
export type Way = 'open' | 'refuse' | 'hang' | 'close' | 'error' | { readonly cut: number }

export interface Plug {
  readonly port: number
  set(way: Way): Promise<void>
  stop(): Promise<void>
}

const http500 = 'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsorry'

const pass = (client: Socket, to: number, bytes: number): void => {
  let left = bytes
  const upstream = connect(to, '127.0.0.1')
  upstream.on('error', () => client.destroy())
  client.on('close', () => upstream.destroy())
  client.pipe(upstream)
  upstream.on('data', (data: Buffer) => {
    client.write(data.subarray(0, left))
    left -= Math.min(left, data.length)
    if (left > 0) return
    // What was let through arrives: a socket that is destroyed with unread words in it takes back its own last ones.
    client.unpipe(upstream)
    client.resume()
    client.end()
    upstream.destroy()
  })
  upstream.on('close', () => client.end())
}

export const startPlug = async (to: number): Promise<Plug> => {
  let way: Way = 'open'
  const open = new Set<Socket>()
  const take = (client: Socket): void => {
    open.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => open.delete(client))
    if (way === 'close') client.destroy()
    else if (way === 'error') client.once('data', () => client.end(http500))
    else if (way === 'open') pass(client, to, Number.POSITIVE_INFINITY)
    else if (typeof way === 'object') pass(client, to, way.cut)
  }
  let server: Server | null = null
  const listen = async (port: number): Promise<number> => {
    server = createServer(take).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }
  const shut = async (): Promise<void> => {
    const listening = server
    server = null
    for (const socket of open) socket.destroy()
    if (listening === null) return
    listening.close()
    await once(listening, 'close')
  }
  const port = await listen(0)
  return {
    port,
    set: async (next) => {
      way = next
      await shut()
      if (next !== 'refuse') await listen(port)
    },
    stop: shut,
  }
}
