import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { type ExportedHeads, verifyTrail } from '@rapport/database/audit-trail'
import { dataDir, onDatabase, say } from './open-database.ts'

// `npm run verify:audit`: recomputes the audit trail and compares it with the heads that the server exported. Ends with 1
// when something is wrong.

/** A line that was being written when the power went is no line. */
function exportedHeads(): ExportedHeads[] {
  const file = join(dataDir, 'audit-heads.jsonl')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ExportedHeads)
}

await onDatabase(async (url) => {
  const exported = exportedHeads()
  const { events, chains, wrong } = await asOwner(url, (owner) => verifyTrail(owner, exported))
  for (const line of wrong) say(line)
  if (wrong.length > 0) process.exitCode = 1
  else say(`audit trail: ${events} events in ${chains} chains verify; ${exported.length} exported heads agree`)
})
