import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import autocannon from 'autocannon'

export interface Measured {
  /** Requests (or statements) a second. */
  rate: number
  p50: number
  p99: number
  /** Processor milliseconds a request, of each of the processes asked about with all below it; not of the load generator. */
  cpu: number[]
  refused: number
}

const TICKS_A_SECOND = 100

/** Processor milliseconds used so far by this process and all below it. */
export function processorTime(top: number): number {
  const parents = new Map<number, { parent: number; ticks: number }>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Children that have ended are counted with their parent.
      const ticks = [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0)
      parents.set(Number(entry), { parent: Number(fields[1]), ticks })
    } catch {
      // The process ended while we looked.
    }
  }
  const below = (pid: number): boolean =>
    pid === top || (parents.has(pid) && pid > 1 && below(parents.get(pid)!.parent))
  let ticks = 0
  for (const [pid, { ticks: own }] of parents) if (below(pid)) ticks += own
  return (ticks * 1000) / TICKS_A_SECOND
}

export interface Call {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: () => string
}

/** Presses an address with 32 connections for some seconds, after a warm-up that does not count. */
export async function press(
  origin: string,
  calls: readonly Call[],
  pids: readonly number[],
  seconds: number,
): Promise<Measured> {
  const run = (duration: number) =>
    autocannon({
      url: origin,
      connections: 32,
      duration,
      requests: calls.map(({ method = 'GET', path, headers, body }) => ({
        method,
        path,
        headers: headers ?? {},
        ...(body && {
          setupRequest: (request: autocannon.Request) => ({
            ...request,
            headers: { ...request.headers, 'idempotency-key': randomUUID() },
            body: body(),
          }),
        }),
      })),
    })
  await run(Math.max(2, seconds / 4))
  const before = pids.map(processorTime)
  const result = await run(seconds)
  const used = pids.map((pid, i) => processorTime(pid) - before[i]!)
  const done = result['2xx']
  return {
    rate: done / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: used.map((ms) => ms / Math.max(1, done)),
    refused: result.non2xx + result.errors,
  }
}

/** Runs `once` again and again in `lanes` lanes for some seconds: statements alone, without a server. */
export async function repeat(
  once: () => Promise<unknown>,
  lanes: number,
  seconds: number,
  pids: readonly number[],
): Promise<Measured> {
  const times: number[] = []
  const round = async (until: number, keep: boolean) => {
    while (performance.now() < until) {
      const start = performance.now()
      await once()
      if (keep) times.push(performance.now() - start)
    }
  }
  const all = (until: number, keep: boolean) => Promise.all(Array.from({ length: lanes }, () => round(until, keep)))
  await all(performance.now() + 1000, false)
  const before = pids.map(processorTime)
  const begin = performance.now()
  await all(begin + seconds * 1000, true)
  const took = (performance.now() - begin) / 1000
  const used = pids.map((pid, i) => processorTime(pid) - before[i]!)
  times.sort((a, b) => a - b)
  return {
    rate: times.length / took,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    cpu: used.map((ms) => ms / times.length),
    refused: 0,
  }
}

/** The value below which a share of the sorted values lies. */
export const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** A table for people: first column left, numbers right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
