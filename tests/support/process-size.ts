import { readdirSync, readFileSync } from 'node:fs'

/** How much memory a process holds, in MiB; NaN where there is no /proc. */
export function readMemoryMiB(pid: number | undefined): number {
  if (process.platform !== 'linux') return Number.NaN
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return kibibytes === undefined ? Number.NaN : Number(kibibytes) / 1024
}

/** How many files and sockets a process has open; NaN where there is no /proc. */
export function countHandles(pid: number | undefined): number {
  if (process.platform !== 'linux') return Number.NaN
  return readdirSync(`/proc/${pid}/fd`).length
}
