/** The end of murmur3: every bit of the word comes to bear on every other. */
const mixed = (word: number): number => {
  let w = word
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b)
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35)
  return (w ^ (w >>> 16)) >>> 0
}

/**
 * The number under which a lookup key is indexed: a fifth of the key's length, so that the index of a hundred thousand mails stays
 * in memory. Two keys of one number find each other's Tolds, which costs a little and changes nothing: identity looks at the
 * keys themselves. Databases hold these numbers, so what it gives for a key never changes; below 2^53, exact in JavaScript.
 */
export const lookupNumber = (key: string): number => {
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  for (let n = 0; n < key.length; n++) {
    const unit = key.charCodeAt(n)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x5bd1e995) ^ (b >>> 15)
  }
  return (mixed(a ^ key.length) & 0x1fffff) * 0x100000000 + mixed(b ^ Math.imul(a, 0x9e3779b1))
}
