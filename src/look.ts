import { type CircuitsConfig, circuitsFor } from './circuits-source.ts'
import type { Config } from './config.ts'
import { parsersFor } from './reader.ts'
import type { EventLook } from './steps/desired.ts'

export type LookConfig = Pick<Config, 'CANCELLED_EVENTS' | 'VENDORS_DIR'> & CircuitsConfig

/** How events look under this configuration. `ask`: the list of circuits may be asked for anew, where it comes over the network. */
export const lookFor = async (
  config: LookConfig,
  { ask }: { readonly ask: boolean } = { ask: false },
): Promise<EventLook> => {
  const { vendors } = await parsersFor(config)
  const titles = new Map<string, string>(vendors.map(({ name, title }) => [name, title]))
  const { inventory, troubles } = await circuitsFor(config, ask)
  return {
    vendorTitle: (vendor) => titles.get(vendor) ?? vendor,
    cancelled: config.CANCELLED_EVENTS,
    troubles,
    ...(inventory === null ? {} : { inventory }),
  }
}
