/** A file system of a few megabytes of its own, where root may mount one; else a plain folder that cannot be filled. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  /** Whether it is really small. */
  readonly real: boolean
  /** Leaves so many bytes free. */
  fill(free: number): void
  empty(): void
  remove(): void
}

const megabytes = 8

export const smallDisk = (path: string): SmallDisk => {
  mkdirSync(path, { recursive: true })
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]).status === 0
  const ballast = join(path, 'ballast')
  return {
    path,
    real: mounted,
    fill: (free) => {
      const { bavail, bsize } = statfsSync(path)
      const file = openSync(ballast, 'w')
      const bytes = Buffer.alloc(Math.max(0, bavail * bsize - free))
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      closeSync(file)
    },
    empty: () => rmSync(ballast, { force: true }),
    remove: () => {
      if (mounted) spawnSync('umount', ['-l', path])
    },
  }
}

/** Where it can be had at all. */
export const canMount = (): boolean => {
  const disk = smallDisk(join(process.cwd(), 'node_modules', '.small-disk'))
  disk.remove()
  return disk.real
}
