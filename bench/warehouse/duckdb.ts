import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '1.5.6-r.1'

interface DuckDb {
  run(sql: string): Promise<{ getRows(): Promise<unknown[][]> }>
}

/** DuckDB, fetched for the benchmark only; null where the registry has none for this machine. */
export async function openDuckDb(): Promise<DuckDb | null> {
  const folder = join(tmpdir(), `rapport-duckdb-${VERSION}`)
  try {
    if (!existsSync(join(folder, 'node_modules/@duckdb'))) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'package.json'), '{}')
      execFileSync('npm', ['install', '--no-audit', '--no-fund', `@duckdb/node-api@${VERSION}`], {
        cwd: folder,
        stdio: 'ignore',
      })
    }
    const { DuckDBInstance } = createRequire(join(folder, 'package.json'))('@duckdb/node-api') as {
      DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckDb> }> }
    }
    const instance = await DuckDBInstance.create(':memory:')
    return await instance.connect()
  } catch (error) {
    console.log(`  DuckDB is not to be had here: ${(error as Error).message.split('\n')[0]}`)
    return null
  }
}

/**
 * The same fold in DuckDB's SQL: quantity, moving average cost and realised of every position in the order of its trades,
 * whole cents, halves away from zero (domain 2.4). `trades` has n, q (signed), amount and fees in cents, place.
 */
export const positionsInDuckDb = `
  with ordered as (
    select n, list({'q': q, 'a': amount, 'f': fees} order by place) as events from trades group by n),
  folded as (
    select n, list_reduce(events, lambda s, e: case
        when s.q = 0 or (s.q > 0) = (e.q > 0)
          then {'q': s.q + e.q, 'c': s.c + case when e.q > 0 then e.a + e.f else e.f - e.a end, 'r': s.r}
        when s.q + e.q = 0
          then {'q': 0::bigint, 'c': 0::bigint, 'r': s.r + case when e.q > 0 then -e.a - e.f else e.a - e.f end - s.c}
        when (s.q + e.q > 0) = (s.q > 0)
          then {'q': s.q + e.q, 'c': s.c - half_up(s.c * -e.q, s.q),
                'r': s.r + case when e.q > 0 then -e.a - e.f else e.a - e.f end - half_up(s.c * -e.q, s.q)}
        else {'q': s.q + e.q,
              'c': case when e.q > 0 then -half_up(e.a * -s.q, e.q) - half_up(e.f * -s.q, e.q) + e.a + e.f
                        else half_up(e.a * -s.q, e.q) - half_up(e.f * -s.q, e.q) - e.a + e.f end,
              'r': s.r + case when e.q > 0 then -half_up(e.a * -s.q, e.q) - half_up(e.f * -s.q, e.q)
                              else half_up(e.a * -s.q, e.q) - half_up(e.f * -s.q, e.q) end - s.c} end,
      {'q': 0::bigint, 'c': 0::bigint, 'r': 0::bigint}) as s
    from ordered)
  select n, s.q as q, s.c as c, s.r as r from folded`
/** n ÷ d, halves away from zero. */
export const halfUp = `create macro half_up(n, d) as
  (case when (n < 0) = (d < 0) then 1 else -1 end * ((2 * abs(n::hugeint) + abs(d)) // (2 * abs(d))))::bigint`
