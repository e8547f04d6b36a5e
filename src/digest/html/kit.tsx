import type { Child } from 'hono/jsx'
import type { Link } from '../content.ts'

/**
 * A mail: tables and inline styles only, because Outlook lays out with Word and Gmail drops style sheets; no remote content at all.
 * Everything goes through JSX, which escapes.
 */
export const family = '-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
export const ink = '#1f2328'
const faint = '#59636e'
export const line = '#d1d9e0'
export const accent = '#0a58ca'

/** Every cell names its font: Outlook lets nested tables inherit none. Spans do inherit, and stay short. */
export const text = (more = ''): string => `font:15px/21px ${family};color:${ink};${more}`
export const small = (more = ''): string => `font:13px/18px ${family};color:${faint};${more}`
export const aside = `font-size:13px;color:${faint}`

export const Table = ({ children, style = '' }: { readonly children?: Child; readonly style?: string }) => (
  <table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border={0}
    style={`border-collapse:collapse;${style}`}
  >
    {children}
  </table>
)

export const Links = ({ links }: { readonly links: readonly Link[] }) => (
  <>
    {links.map(({ text: words, href }, at) => (
      <>
        {at === 0 ? '' : ' · '}
        <a href={href} style={`color:${accent};text-decoration:underline`}>
          {words}
        </a>
      </>
    ))}
  </>
)

const colours = {
  red: ['#ffebe9', '#82071e'],
  orange: ['#fff1e5', '#953800'],
  yellow: ['#fff8c5', '#6f4a00'],
  green: ['#dafbe1', '#116329'],
  blue: ['#ddf4ff', '#0550ae'],
  grey: ['#eff2f5', '#3d444d'],
} as const
export type Colour = keyof typeof colours

export const Tag = ({ colour, children }: { readonly colour: Colour; readonly children?: Child }) => (
  <span
    style={`font-size:12px;background-color:${colours[colour][0]};color:${colours[colour][1]};padding:1px 6px;border-radius:3px;white-space:nowrap`}
  >
    {children}
  </span>
)

/** A section with its items; nothing when it has none. `note` stands below the title. */
export const Section = ({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: string
  readonly children?: Child
}) => (
  <tr>
    <td style={`padding:22px 20px 0 20px`}>
      <h2 style={`font:bold 18px/24px ${family};margin:0 0 6px 0;color:${ink}`}>{title}</h2>
      {note === undefined ? null : <p style={small('margin:0 0 8px 0')}>{note}</p>}
      <Table>{children}</Table>
    </td>
  </tr>
)

export const row = `padding:8px 0;border-top:1px solid ${line}`

export const Row = ({ children }: { readonly children?: Child }) => (
  <tr>
    <td style={text(row)}>{children}</td>
  </tr>
)

export const More = ({ all, shown }: { readonly all: number; readonly shown: number }) =>
  all <= shown ? null : (
    <tr>
      <td style={small(row)}>… and {all - shown} more</td>
    </tr>
  )

export const Line = ({ children }: { readonly children?: Child }) => (
  <>
    <br />
    <span style={aside}>{children}</span>
  </>
)
