import { setTimeout as pause } from 'node:timers/promises'

/** Somebody else made the same thing, or changed the same row of the catalogue, at the same moment. */
const MET_ANOTHER = new Set(['23505', '42710', 'XX000', '40001', '55006'])

/** Repeats work that met another start doing the same; roles belong to the whole server, where no lock of a database reaches. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 10 || !MET_ANOTHER.has((error as { code?: string }).code ?? '')) throw error
      await pause(20 * attempt)
    }
  }
}
