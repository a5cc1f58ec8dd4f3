import type { FastifyInstance } from 'fastify'

const HARD_STOP = 25_000

/**
 * SIGTERM and SIGINT: `ready` says no, every answer closes its connection, requests are served on for `seconds`, then
 * nothing new is taken and what is under way is finished (F-09). After 25 s what is left is cut off.
 */
export function drainOnSignal(
  app: FastifyInstance,
  refuseMore: () => void,
  seconds: number,
  after: () => Promise<void>,
) {
  let draining = false
  const drain = async () => {
    if (draining) return
    draining = true
    refuseMore()
    setTimeout(() => app.server.closeAllConnections(), HARD_STOP).unref()
    setTimeout(() => process.exit(1), HARD_STOP + 5_000).unref()
    await new Promise((served) => setTimeout(served, seconds * 1000))
    const idle = setInterval(() => app.server.closeIdleConnections(), 100)
    await app.close()
    clearInterval(idle)
    await after()
    process.exit(0)
  }
  process.on('SIGTERM', () => void drain())
  process.on('SIGINT', () => void drain())
  // A fault that nobody caught: say so, serve what is under way, and go (F-29).
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error) => {
      process.stderr.write(`${event}: ${error instanceof Error ? error.stack : String(error)}\n`)
      process.exitCode = 1
      void drain()
    })
}
