import type { FastifyInstance } from 'fastify'

const HARD_STOP = 25_000

/**
 * Stops taking work without dropping any (F-09): `ready` says no, every answer closes its connection, requests are
 * served on for `seconds`, then nothing new is taken and what is under way is finished. After 25 s the rest is cut off.
 */
export async function drain(app: FastifyInstance, refuseMore: () => void, seconds: number) {
  refuseMore()
  const cut = setTimeout(() => app.server.closeAllConnections(), HARD_STOP)
  await new Promise((served) => setTimeout(served, seconds * 1000))
  const idle = setInterval(() => app.server.closeIdleConnections(), 100)
  await app.close()
  clearInterval(idle)
  clearTimeout(cut)
}

/** On SIGTERM and SIGINT, and at a fault that nobody caught (F-29): finishes with `work`, then ends the process. */
export function onSignal(work: () => Promise<void>) {
  let leaving = false
  const leave = async (code: number) => {
    if (leaving) return
    leaving = true
    setTimeout(() => process.exit(1), HARD_STOP + 5_000).unref()
    await work()
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error) => {
      process.stderr.write(`${event}: ${error instanceof Error ? error.stack : String(error)}\n`)
      void leave(1)
    })
}
