import { Refused } from './refused.ts'

/**
 * For what an update by id and version left: done when it changed a row; else 412 when the row is still there in another
 * version, 404 when it is not there for whoever asks.
 */
export async function refuseStale(changed: { count: number }, stillThere: () => PromiseLike<unknown>) {
  if (changed.count > 0) return
  if (await stillThere()) throw new Refused(412, 'version.stale')
  throw new Refused(404, 'not-found')
}
