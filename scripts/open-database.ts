import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runningEmbedded, startEmbedded } from '@rapport/database/embedded'

export const dataDir = process.env.RAPPORT_DATA_DIR ?? '.data'
export const say = (line: string) => process.stdout.write(`${line}\n`)

/** The database that a command is about: DATABASE_URL, or the one in RAPPORT_DATA_DIR, running or not. */
export async function openDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const running = process.env.DATABASE_URL ?? runningEmbedded(dataDir)
  if (running) return { url: running, stop: async () => undefined }
  if (!existsSync(join(dataDir, 'postgres-password')))
    throw new Error(`There is no database in ${dataDir}: set RAPPORT_DATA_DIR or DATABASE_URL.`)
  return startEmbedded({ dataDir, log: say })
}

/** Runs a command on that database; what it throws is told and ends it with 1. */
export async function onDatabase(work: (url: string) => Promise<void>): Promise<void> {
  try {
    const { url, stop } = await openDatabase()
    try {
      await work(url)
    } finally {
      await stop()
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
