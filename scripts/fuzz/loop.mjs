// A fuzzer led by coverage: inputs that take branches which none took before, or take one in another order of magnitude, are kept
// and changed further. The same seed gives the same inputs.

/** mulberry32. */
const random = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** How often a branch was taken, as a bit: 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more. */
const bounds = [1, 2, 3, 4, 8, 16, 32, 128]
const magnitude = Uint8Array.from({ length: 256 }, (_, n) => (1 << bounds.filter((bound) => n >= bound).length) >> 1)

const evil = [0, 1, 9, 10, 13, 27, 32, 34, 45, 58, 60, 61, 127, 128, 155, 194, 226, 254, 255]
const numbers = ['0', '-1', '1', '99', '65536', '2147483648', '4294967295', '99999999999999999999', '1e309', 'NaN']

const mutators = (chance, dictionary) => {
  const below = (n) => Math.floor(chance() * n)
  const pick = (list) => list[below(list.length)]
  const stretch = (bytes, most) => {
    const from = below(bytes.length + 1)
    return [from, Math.min(bytes.length, from + 1 + below(most))]
  }
  const put = (bytes, from, to, between) => Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)])
  const changed = (bytes, change) => {
    const copy = Buffer.from(bytes)
    if (copy.length > 0) change(copy, below(copy.length))
    return copy
  }
  const word = () => Buffer.from(pick(dictionary))
  const steps = [
    (b) => changed(b, (copy, i) => (copy[i] ^= 1 << below(8))),
    (b) => changed(b, (copy, i) => (copy[i] = pick(evil))),
    (b) => changed(b, (copy, i) => (copy[i] = below(256))),
    (b) => put(b, ...stretch(b, 1 << below(12)), Buffer.alloc(0)),
    (b) => put(b, below(b.length + 1), b.length, Buffer.alloc(0)),
    (b) => ((at) => put(b, at, at, word()))(below(b.length + 1)),
    (b) => ((w, at) => put(b, at, Math.min(b.length, at + w.length), w))(word(), below(b.length + 1)),
    (b) => ((at) => put(b, at, at, Buffer.from(pick(numbers))))(below(b.length + 1)),
    (b) => ((at) => put(b, at, at, Buffer.alloc(1 + below(200), pick(evil))))(below(b.length + 1)),
    (b) => {
      const [from, to] = stretch(b, 1 << below(11))
      const at = below(b.length + 1)
      return put(b, at, at, Buffer.concat(Array(1 + below(chance() < 0.1 ? 50 : 4)).fill(b.subarray(from, to))))
    },
    (b, other) => {
      const [from, to] = stretch(other, 1 << below(13))
      const at = below(b.length + 1)
      return put(b, at, chance() < 0.5 ? at : Math.min(b.length, at + to - from), other.subarray(from, to))
    },
    (b, other) => Buffer.concat([b.subarray(0, below(b.length + 1)), other.subarray(below(other.length + 1))]),
  ]
  return { below, pick, change: (bytes, other) => pick(steps)(bytes, other) }
}

const ownOf = () =>
  [Object.prototype, Array.prototype, Function.prototype].map((one) => Reflect.ownKeys(one).length).join()

const thrown = async (run, bytes, before) => {
  before(bytes)
  try {
    await run(bytes)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Cuts away what the error does not need, as long as it stays the same. */
const shrunk = async (run, bytes, message, before) => {
  let least = bytes
  for (let size = bytes.length >> 1; size > 0; size >>= 1)
    for (let at = 0; at < least.length && size * 400 > least.length; ) {
      const shorter = Buffer.concat([least.subarray(0, at), least.subarray(at + size)])
      const error = await thrown(run, shorter, before)
      if (error?.message === message) least = shorter
      else at += size
    }
  return least
}

/**
 * Runs `run` on the seeds, then on changed ones until `more(executions)` is false. It throws what is wrong with an input.
 * `before` is told each input, for a watchdog. Findings are told once for each message.
 */
export const guided = async ({ run, seeds, seed, most, more, before = () => undefined }) => {
  const chance = random(seed)
  const covered = globalThis.__covered
  const seen = new Uint8Array(covered.length)
  const { below, pick, change } = mutators(chance, [...globalThis.__words].sort())
  const corpus = []
  const findings = new Map()
  const own = ownOf()
  let executions = 0
  let reached = 0

  const attempt = async (bytes) => {
    covered.fill(0)
    executions++
    const error = await thrown(run, bytes, before)
    if (ownOf() !== own) throw new Error(`A prototype was changed by ${bytes.toString('base64')}`)
    let fresh = false
    for (let i = 0; i < covered.length; i++) {
      const bit = magnitude[covered[i]]
      if (bit === 0 || (seen[i] & bit) !== 0) continue
      if (seen[i] === 0) reached++
      seen[i] |= bit
      fresh = true
    }
    if (error !== null && !findings.has(error.message)) {
      findings.set(error.message, { error, bytes: await shrunk(run, bytes, error.message, before) })
    } else if (fresh && error === null) corpus.push(bytes)
  }

  for (const bytes of seeds) if (bytes.length <= most) await attempt(bytes)
  const atFirst = { reached, corpus: corpus.length }
  executions = 0
  while (more(executions)) {
    // Half of the time one of the newest: what lately led on may lead further.
    const n = corpus.length
    let bytes = chance() < 0.5 ? corpus[below(n)] : corpus[n - 1 - below(Math.min(n, 30))]
    if (bytes === undefined) bytes = Buffer.alloc(0)
    for (let i = 1 << below(5); i > 0; i--) bytes = change(bytes, pick(corpus) ?? bytes)
    await attempt(bytes.subarray(0, most))
  }
  return { executions, reached, corpus: corpus.length, atFirst, findings: [...findings.values()] }
}
