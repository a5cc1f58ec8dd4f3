import { writeFileSync } from 'node:fs'
import { openapi } from '../apps/api/src/http/openapi.ts'

// Writes docs/openapi.json from the contract; a test says when it is stale.
writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(openapi(), null, 1)}\n`)
