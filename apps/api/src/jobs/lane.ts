import { setTimeout as pause } from 'node:timers/promises'

/**
 * Does `round` again and again until told to stop: at once when asked, else after `every` milliseconds. One that fails is
 * told to `log` and tried again after a longer pause, twice as long each time, up to half a minute.
 */
export async function lane(
  round: () => Promise<void>,
  { every, stopping, log }: { every: number; stopping: () => boolean; log: (error: unknown) => unknown },
): Promise<void> {
  let failures = 0
  while (!stopping()) {
    try {
      await round()
      failures = 0
    } catch (error) {
      log(error)
      failures++
    }
    for (
      let left = failures === 0 ? every : Math.min(30_000, 500 * 2 ** failures);
      left > 0 && !stopping();
      left -= 100
    )
      await pause(Math.min(left, 100))
  }
}
