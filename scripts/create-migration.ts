import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drift } from '@rapport/database/drift'
import { cloneDatabase, startTestServer } from '@rapport/database/test-database'

// `npx tsx scripts/create-migration.ts <name>`: writes what the migrations lack of schema.prisma as a new migration.
// Works on a throw-away database, of the server that DATABASE_URL names or of an embedded one.

const name = process.argv[2]
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name in snake_case: npx tsx scripts/create-migration.ts add_notes')
  process.exit(1)
}
if (process.env.DATABASE_URL) process.env.TEST_DATABASE_URL = process.env.DATABASE_URL
const server = await startTestServer()
try {
  const sql = await drift((await cloneDatabase()).ownerUrl)
  if (sql === '') console.log('The migrations already make what schema.prisma says: nothing was written.')
  else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join(import.meta.dirname, '..', 'prisma/migrations', `${stamp}_${name}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'migration.sql'), `${sql}\n`)
    console.log(`${join(folder, 'migration.sql')}\n\n${sql}`)
  }
} finally {
  await server.stop()
}
