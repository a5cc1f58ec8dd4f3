import { startTestServer } from './test-database.ts'

const KEY = Symbol.for('rapport.test-server')
const everywhere = globalThis as { [KEY]?: ReturnType<typeof startTestServer> }

/** Vitest's globalSetup: one server for all projects of a run; each of them loads this file for itself. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (everywhere[KEY]) {
    await everywhere[KEY]
    return undefined
  }
  everywhere[KEY] = startTestServer()
  const server = await everywhere[KEY]
  return () => server.stop()
}
