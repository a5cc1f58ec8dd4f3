import type pg from 'pg'

interface Held {
  /** What puts it back, in this order. */
  indexes: string[]
  constraints: string[]
  tables: readonly string[]
}

/**
 * Runs `fill` while these tables have no triggers, no indexes but their keys, and no foreign keys of their own, then puts
 * everything back as it was: what a load of millions of rows would otherwise do row by row. Tables in `keyless` lose
 * their primary key meanwhile as well. Only for a database that nobody else uses.
 */
export async function whileSuspended<T>(
  owner: pg.Client,
  tables: readonly string[],
  keyless: readonly string[],
  fill: () => Promise<T>,
  log: (line: string) => void,
): Promise<T> {
  const held = await suspend(owner, tables, keyless)
  try {
    return await fill()
  } finally {
    log('indexes and constraints')
    await putBack(owner, held)
  }
}

async function suspend(owner: pg.Client, tables: readonly string[], keyless: readonly string[]): Promise<Held> {
  const list = `any ($1::regclass[])`
  const constraints = await owner.query<{ name: string; table: string; definition: string }>(
    `select quote_ident(conname) as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where (contype = 'f' and conrelid = ${list}) or (contype = 'p' and conrelid = any ($2::regclass[]))
     order by contype desc`,
    [tables, keyless],
  )
  const indexes = await owner.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = ${list} and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  )
  await owner.query(
    [
      'begin',
      ...tables.map((table) => `alter table ${table} disable trigger user`),
      ...constraints.rows.map(({ table, name }) => `alter table ${table} drop constraint ${name}`),
      ...indexes.rows.map(({ name }) => `drop index ${name}`),
      'commit',
    ].join(';\n'),
  )
  return {
    tables,
    indexes: indexes.rows.map(({ definition }) => definition),
    constraints: constraints.rows.map(
      ({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`,
    ),
  }
}

async function putBack(owner: pg.Client, { tables, indexes, constraints }: Held): Promise<void> {
  for (const statement of [...constraints, ...indexes]) await owner.query(statement)
  for (const table of tables) await owner.query(`alter table ${table} enable trigger user`)
}
