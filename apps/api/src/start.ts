import { CannotStart } from './env.ts'
import { startProduct } from './server.ts'

/** A sentence for what a person can mend, the whole error for what they cannot. */
function told(error: unknown): string {
  if (error instanceof CannotStart) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or choose another with PORT=…`
  return error.stack ?? error.message
}

try {
  await startProduct(process.env)
} catch (error) {
  process.stderr.write(`${told(error)}\n`)
  process.exit(1)
}
