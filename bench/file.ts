import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { table } from './measure.ts'

const MEGABYTE = 1024 * 1024
const EVERY = 100_000

/** What a product is started with, so that its processes tell what they hold. */
export const tellsMemory = (dataDir: string) => ({
  NODE_OPTIONS: `--import=${new URL('tell-memory.mjs', import.meta.url).href}`,
  BENCH_MEMORY: join(dataDir, 'memory'),
})

/**
 * Reads a file as it comes and looks at the memory of the server that writes it, at every hundred thousandth row: three times as
 * it is, one after the other; then what it holds when everything else has been taken back.
 */
export async function benchFile(open: () => Promise<Response>, start: number, dataDir: string): Promise<void> {
  const server = serverOf(start)
  const runs = []
  for (let n = 0; n < 3; n++) runs.push(await readThrough(open, async () => residentOf(server)))
  const held = await readThrough(open, () => heldBy(server, join(dataDir, `memory-${server}`)))
  const [first] = runs
  console.log(
    `\nA file of ${first!.rows.toLocaleString('en')} rows, ${(first!.bytes / MEGABYTE).toFixed(0)} MB in ${runs.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s: memory of the server that writes it, MB\n`,
  )
  const columns = [...runs, held].map(({ marks }) => marks)
  console.log(
    table(
      ['rows', 'RSS', 'of a second', 'of a third', 'held'],
      first!.marks.map((_, i) => [`${((i * EVERY) / 1000).toFixed(0)}k`, ...columns.map((marks) => mb(marks[i]!))]),
    ),
  )
  console.log(
    `MB for each 100,000 rows more, from the first 100,000 on: RSS ${runs.map(({ marks }) => slope(marks).toFixed(1)).join(', ')}; held ${slope(held.marks).toFixed(2)}`,
  )
}

const mb = (bytes: number) => (bytes / MEGABYTE).toFixed(1)

/** By least squares. */
function slope(marks: readonly number[]): number {
  const later = marks.slice(1).map((bytes) => bytes / MEGABYTE)
  const middle = (later.length - 1) / 2
  const mean = later.reduce((sum, one) => sum + one, 0) / later.length
  const over = later.reduce((sum, one, i) => sum + (i - middle) * (one - mean), 0)
  return over / later.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
}

async function readThrough(open: () => Promise<Response>, look: () => Promise<number>) {
  const marks = [await look()]
  const begin = performance.now()
  const answer = await open()
  if (!answer.ok) throw new Error(`the file: ${answer.status} ${await answer.text()}`)
  let [lines, bytes] = [0, 0]
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length
    const before = Math.floor(lines / EVERY)
    for (const byte of part) if (byte === 10) lines++
    if (Math.floor(lines / EVERY) > before) marks.push(await look())
  }
  return { marks, bytes, rows: lines - 1, seconds: (performance.now() - begin) / 1000 }
}

/** Below the process that was started, the one that answers requests. */
function serverOf(start: number): number {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const isServer = /server\.js/.test(readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' '))
      if (parent === start && isServer) return Number(entry)
    } catch {
      // The process ended while we looked.
    }
  throw new Error('no server is below the process that was started')
}

/** Memory that lies in the machine for a process, in bytes. */
function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Number(kilobytes) * 1024
}

/** What somebody in a process still holds, in its heap and outside, in bytes. */
async function heldBy(pid: number, file: string): Promise<number> {
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  while (!existsSync(file)) await later(5)
  const { heapUsed, external } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  return heapUsed! + external!
}
