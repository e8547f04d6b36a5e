import { type AddressInfo, isIPv6 } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Desk } from './desk.ts'
import { reviewApp } from './server.tsx'

export interface Serving {
  /** Where it listens, as an address for people. */
  readonly address: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

const closing = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })

/** Listens as the desk says. Fails if the address is taken. */
export const serveReview = (desk: Desk): Promise<Serving> =>
  new Promise((resolve, reject) => {
    const { host, port } = desk.listen
    const server = serve({ fetch: reviewApp(desk).fetch, hostname: host, port }, (info: AddressInfo) => {
      const name = isIPv6(host) ? `[${host}]` : host
      resolve({ address: `http://${name}:${info.port}/`, close: () => closing(server) })
    })
    server.on('error', reject)
  })
