import { CannotStart } from './env.ts'

/** What a server process tells the one that started it. */
export type Told = 'leaving' | { failed: string }

export function tellStarter(told: Told, then?: () => void) {
  if (process.connected) process.send!(told, () => then?.())
  else then?.()
}

/** Why something could not start: a sentence for what a person can mend, the whole error for what they cannot. */
export function reasonOf(error: unknown): string {
  if (error instanceof CannotStart) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or choose another with PORT=…`
  return error.stack ?? error.message
}
