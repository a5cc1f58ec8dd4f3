import type pg from 'pg'

/** The end of a chain at some time: its last link and that link's hash in base64url. */
export interface Head {
  chain: number
  seq: number
  hash: string
}
/** All ends as they were told to the outside; one line of `audit-heads.jsonl`. */
export interface ExportedHeads {
  /** ISO 8601 in UTC. */
  at: string
  heads: Head[]
}
type Asks = Pick<pg.ClientBase, 'query'>

/** The ends of all chains as they are now. */
export async function readHeads(client: Asks): Promise<Head[]> {
  const { rows } = await client.query('select chain, seq, hash from audit_heads order by chain')
  return rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash: hash.toString('base64url') }))
}

/**
 * Recomputes the trail and compares it with heads exported before, by which a chain that was cut or written anew, its
 * head included, is found. `wrong` names the first bad place of each chain in words, and is empty when all is well.
 */
export async function verifyTrail(
  client: Asks,
  exported: readonly ExportedHeads[],
): Promise<{ events: number; chains: number; wrong: string[] }> {
  const found = await client.query('select chain, seq, ordinal, wrong from audit_verify()')
  const wrong = new Map<number, string>()
  for (const { chain, seq, ordinal, wrong: what } of found.rows)
    if (!wrong.has(chain))
      wrong.set(chain, `chain ${chain}, link ${seq}${ordinal ? `, event ${ordinal}` : ''}: ${what}`)
  for (const [chain, line] of await againstExported(client, exported)) if (!wrong.has(chain)) wrong.set(chain, line)
  const counts = await client.query(
    'select (select count(*) from audit_events) as events, count(*) as chains from audit_heads',
  )
  const { events, chains } = counts.rows[0]
  return {
    events: Number(events),
    chains: Number(chains),
    wrong: [...wrong].sort(([a], [b]) => a - b).map(([, line]) => line),
  }
}

/** The first exported head of each chain that is no longer a link of it. */
async function againstExported(client: Asks, exported: readonly ExportedHeads[]): Promise<Map<number, string>> {
  const told = new Map<string, Head & { at: string }>()
  for (const { at, heads } of exported)
    for (const head of heads) if (head.seq > 0) told.set(`${head.chain}/${head.seq}/${head.hash}`, { ...head, at })
  const heads = [...told.values()].sort((a, b) => a.chain - b.chain || a.seq - b.seq)
  const { rows } = await client.query(
    `select t.chain, t.seq, l.hash from unnest($1::int[], $2::bigint[]) with ordinality as t (chain, seq, n)
     left join audit_links l on l.chain = t.chain and l.seq = t.seq order by n`,
    [heads.map(({ chain }) => chain), heads.map(({ seq }) => seq)],
  )
  const wrong = new Map<number, string>()
  for (const [i, { chain, seq, at, hash }] of heads.entries())
    if (!wrong.has(chain) && rows[i]?.hash?.toString('base64url') !== hash)
      wrong.set(chain, `chain ${chain}, link ${seq}: not the one whose hash was exported at ${at}`)
  return wrong
}
