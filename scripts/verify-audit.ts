import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { type ExportedHeads, verifyTrail } from '@rapport/database/audit-trail'
import { runningEmbedded, startEmbedded } from '@rapport/database/embedded'

// `npm run verify:audit`: recomputes the audit trail and compares it with the heads that the server exported. Ends with 1
// when something is wrong. Takes DATABASE_URL, or the database in RAPPORT_DATA_DIR, running or not.

const dataDir = process.env.RAPPORT_DATA_DIR ?? '.data'
const say = (line: string) => process.stdout.write(`${line}\n`)

async function open(): Promise<{ url: string; stop: () => Promise<void> }> {
  const running = process.env.DATABASE_URL ?? runningEmbedded(dataDir)
  if (running) return { url: running, stop: async () => undefined }
  if (!existsSync(join(dataDir, 'postgres-password')))
    throw new Error(`There is no database in ${dataDir}: set RAPPORT_DATA_DIR or DATABASE_URL.`)
  return startEmbedded({ dataDir, log: say })
}

/** A line that was being written when the power went is no line. */
function exportedHeads(): ExportedHeads[] {
  const file = join(dataDir, 'audit-heads.jsonl')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ExportedHeads)
}

try {
  const { url, stop } = await open()
  try {
    const exported = exportedHeads()
    const { events, chains, wrong } = await asOwner(url, (owner) => verifyTrail(owner, exported))
    for (const line of wrong) say(line)
    if (wrong.length > 0) process.exitCode = 1
    else say(`audit trail: ${events} events in ${chains} chains verify; ${exported.length} exported heads agree`)
  } finally {
    await stop()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
