import { startProduct } from './start-product.ts'
import { reasonOf } from './told.ts'

try {
  await startProduct(process.env)
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exit(1)
}
