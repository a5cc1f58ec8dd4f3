import { CannotStart } from './env.ts'
import { startProduct } from './server.ts'

try {
  await startProduct(process.env)
} catch (error) {
  process.stderr.write(
    `${error instanceof CannotStart ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}
