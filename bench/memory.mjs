// Memory over time: whether it is flat.
import { readFileSync } from 'node:fs'

/** Memory of a process now, in MB (Linux). */
export const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const mean = (list) => list.reduce((sum, n) => sum + n, 0) / list.length
const tenth = (n) => Math.round(n * 10) / 10

/** What one step adds, by least squares. */
const slope = (values) => {
  const middle = (values.length - 1) / 2
  const level = mean(values)
  let [up, over] = [0, 0]
  for (const [x, y] of values.entries()) {
    up += (x - middle) * (y - level)
    over += (x - middle) ** 2
  }
  return over === 0 ? 0 : up / over
}

/**
 * Samples in MB that were taken at equal steps of `each` things. The first half warms caches and compiler; `growth` is what the
 * straight line through the second half adds over that half, in per cent of its mean: 0 is flat, and what collection of garbage
 * leaves lies within some per cent.
 */
export const series = (samples, each) => {
  const second = samples.slice(Math.floor(samples.length / 2))
  const step = slope(second)
  return {
    first: tenth(samples[0]),
    middle: tenth(second[0]),
    last: tenth(samples.at(-1)),
    most: tenth(Math.max(...samples)),
    slope: Math.round((step / each) * 1000 * 100) / 100,
    growth: tenth((step * (second.length - 1) * 100) / mean(second)),
    samples: samples.length,
  }
}
