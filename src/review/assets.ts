import { createHash } from 'node:crypto'
import { keysScript } from './keys.ts'
import { baseStyle } from './style-base.ts'
import { pageStyle } from './style-pages.ts'

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="4" width="20" height="17" rx="3" fill="#1f5f8b"/><path d="M2 9h20" stroke="#fff" stroke-width="1.5"/><rect x="6" y="12" width="9" height="3" rx="1.5" fill="#ffd166"/><rect x="10" y="16" width="8" height="3" rx="1.5" fill="#fff"/></svg>`

/** What pages load besides themselves. */
export const assets = {
  'style.css': { type: 'text/css; charset=utf-8', body: `${baseStyle}${pageStyle}` },
  'keys.js': { type: 'text/javascript; charset=utf-8', body: keysScript },
  'icon.svg': { type: 'image/svg+xml', body: icon },
} as const
export type AssetName = keyof typeof assets

const digest = (body: string): string => createHash('sha256').update(body).digest('hex').slice(0, 12)
const paths = Object.fromEntries(
  Object.entries(assets).map(([name, { body }]) => [name, `/assets/${digest(body)}/${name}`]),
)

/** The path changes with the content, so that it can be kept for ever. */
export const assetPath = (name: AssetName): string => paths[name] ?? ''
