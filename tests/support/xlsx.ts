const table = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
const crc32 = (bytes: Uint8Array): number => {
  let c = 0xffffffff
  for (const b of bytes) c = (table[(c ^ b) & 255] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

const u16 = (n: number): Buffer => Buffer.from([n & 255, (n >> 8) & 255])
const u32 = (n: number): Buffer => Buffer.from([n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255])

/** A zip of stored files. `claims` overrides the unpacked size that the directory states. */
export const zip = (files: Readonly<Record<string, string>>, claims?: number): Buffer => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text)
    const path = Buffer.from(name)
    const sizes = [u32(crc32(bytes)), u32(bytes.length), u32(claims ?? bytes.length), u16(path.length), u16(0)]
    const body = Buffer.concat([u32(0x04034b50), u16(20), u16(0), u16(0), u32(0), ...sizes, path, bytes])
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20),
        u16(20),
        u16(0),
        u16(0),
        u32(0),
        ...sizes,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(offset),
        path,
      ]),
    )
    bodies.push(body)
    offset += body.length
  }
  const listed = Buffer.concat(directory)
  const count = u16(directory.length)
  return Buffer.concat([
    ...bodies,
    listed,
    u32(0x06054b50),
    u16(0),
    u16(0),
    count,
    count,
    u32(listed.length),
    u32(offset),
    u16(0),
  ])
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'

type Cells = readonly (readonly (string | number | { readonly date: number })[])[]

const sheetData = (rows: Cells): string => {
  const cell = (value: string | number | { readonly date: number }, r: number, c: number): string => {
    const ref = `${String.fromCharCode(65 + c)}${r + 1}`
    if (typeof value === 'string') return `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
    return typeof value === 'number'
      ? `<c r="${ref}"><v>${value}</v></c>`
      : `<c r="${ref}" s="1"><v>${value.date}</v></c>`
  }
  const data = rows.map((row, r) => `<row r="${r + 1}">${row.map((v, c) => cell(v, r, c)).join('')}</row>`).join('')
  return `${xml}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`
}

/** A workbook of these sheets, by name. Text is inline; a number with `date` is shown as a date. */
export const workbookOf = (sheets: Readonly<Record<string, Cells>>): Buffer => {
  const named = Object.entries(sheets).map(([name, rows], at) => ({ name, rows, id: at + 1 }))
  const list = named.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('')
  const links = named
    .map(({ id }) => `<Relationship Id="rId${id}" Type="${relations}/worksheet" Target="worksheets/sheet${id}.xml"/>`)
    .join('')
  return zip({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packages}">${links}<Relationship Id="rIdS" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(named.map(({ id, rows }) => [`xl/worksheets/sheet${id}.xml`, sheetData(rows)])),
  })
}

/** A workbook of one sheet. */
export const workbook = (sheet: string, rows: Cells): Buffer => workbookOf({ [sheet]: rows })
