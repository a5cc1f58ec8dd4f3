import type { Connections } from '@rapport/database/connections'

/** A lock that a connection of its own holds; it is gone with its process, however that ends. */
export interface Hold {
  /** False once the connection broke: somebody else may have the lock. */
  held: () => boolean
  release: () => Promise<void>
}

/** Locks by purpose: runs of a task come one at a time, an alert is mailed by one. */
export const purposes = { task: 43, mail: 45 } as const

/** Takes the lock of a thing, or null when somebody has it. */
export async function hold(connections: Connections, purpose: keyof typeof purposes, id: string): Promise<Hold | null> {
  const client = await connections.open()
  let held = true
  client.on('end', () => {
    held = false
  })
  const release = () => client.end().catch(() => undefined)
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, $2)) as done', [
      id,
      purposes[purpose],
    ])
    if (rows[0].done) return { held: () => held, release }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return null
}

/** SQL for whether somebody holds the lock of the task whose id `column` is. */
export const taskIsHeld = (column: string) =>
  `exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
     and l.database = (select oid from pg_database where datname = current_database())
     and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended(${column}::text, ${purposes.task}))`
