// A loader hook (`module.register`) that counts, in each module of dist/, which branches are taken. Each branch adds one to its
// place in `__covered`; the words that stand in a module go to `__words`, because parsers look for them.
import { parse } from 'acorn'
import { full } from 'acorn-walk'

let branches = 0

/** What is put in, and where: at one place ends come before beginnings, inner ends and outer beginnings first. */
const weave = (source, inserts) => {
  const order = [...inserts].sort((a, b) => a.at - b.at || a.rank - b.rank || b.other - a.other)
  let out = ''
  let from = 0
  for (const { at, text } of order) {
    out += source.slice(from, at) + text
    from = at
  }
  return out + source.slice(from)
}

/** Puts a counter before each branch of a node: `on` writes it into an expression or a statement. */
const branchesOf = (node, on) => {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? on.statement(node.body) : on.expression(node.body)
    case 'IfStatement':
      on.statement(node.consequent)
      return node.alternate ? on.statement(node.alternate) : undefined
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'CatchClause':
      return on.statement(node.body)
    case 'ConditionalExpression':
      on.expression(node.consequent)
      return on.expression(node.alternate)
    case 'LogicalExpression':
      return on.expression(node.right)
    case 'SwitchCase':
      return node.consequent.length > 0 ? on.beginning(node.consequent[0]) : undefined
  }
}

/** The words of a literal that a parser may be looking for. */
const wordsOf = ({ value, regex }) => {
  if (regex) return regex.pattern.match(/[A-Za-z][A-Za-z-]{3,30}/g) ?? []
  return typeof value === 'string' && /^.{2,40}$/.test(value) ? [value] : []
}

export const instrumented = (source) => {
  const inserts = []
  const words = new Set()
  const count = () => `__covered[${branches++ & 0xffff}]++`
  const wrap = (node, before, after) => {
    inserts.push({ at: node.start, rank: 1, other: node.end, text: before })
    inserts.push({ at: node.end, rank: 0, other: node.start, text: after })
  }
  const within = (node) => inserts.push({ at: node.start + 1, rank: 0, other: node.start, text: `${count()};` })
  const on = {
    expression: (node) => wrap(node, `(${count()},`, ')'),
    statement: (node) => (node.type === 'BlockStatement' ? within(node) : wrap(node, `{${count()};`, '}')),
    beginning: (node) => inserts.push({ at: node.start, rank: 1, other: Number.MAX_SAFE_INTEGER, text: `${count()};` }),
  }
  full(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    branchesOf(node, on)
    if (node.type === 'Literal') for (const word of wordsOf(node)) words.add(word)
  })
  return `for(const w of ${JSON.stringify([...words])})__words.add(w);${weave(source, inserts)}`
}

export const load = async (url, context, next) => {
  const loaded = await next(url, context)
  if (!/\/dist\/(?:src|parsers)\/.+\.js$/.test(url)) return loaded
  return { ...loaded, source: instrumented(String(loaded.source)) }
}
