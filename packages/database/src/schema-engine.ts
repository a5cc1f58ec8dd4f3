import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { repositoryRoot } from './repository-root.ts'

type Exports = { __wbindgen_start(): void }
type Loaded = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: Exports): void }
type Instantiate = (wasm: Uint8Array, imports: object) => Promise<{ instance: { exports: Exports } }>
// Node has it; its types come with the browser's, which a server does without.
const { WebAssembly } = globalThis as unknown as { WebAssembly: { instantiate: Instantiate } }

/** Prisma's schema engine without its native binary, which would have to be downloaded; give it back when done. */
export async function schemaEngine(ownerUrl: string, schema: { path: string; content: string }) {
  const { SchemaEngine } = await load()
  const pool = new CatalogPool({ connectionString: ownerUrl })
  pool.on('error', () => undefined)
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogAdapter(pool))
  const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => undefined, adapter)
  const giveBack = async () => {
    engine.free()
    await pool.end()
  }
  return { engine, giveBack }
}

let loading: Promise<Loaded> | undefined

/** The package's own entry imports the .wasm file as a module, which Node 20 cannot: the same is done by hand. */
function load(): Promise<Loaded> {
  loading ??= (async () => {
    const require = createRequire(join(repositoryRoot(), 'packages/database/package.json'))
    const path = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bindings = (await import(/* @vite-ignore */ path)) as Loaded
    const wasm = readFileSync(path.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } })
    bindings.__wbg_set_wasm(instance.exports)
    // What the engine says when it panics; without it the panic itself fails without a word.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
    })
    instance.exports.__wbindgen_start()
    return bindings
  })()
  return loading
}

/** PostgreSQL's one-byte type, which its catalogue uses and adapter-pg does not know. */
const CHAR = 18
const charColumns = new AsyncLocalStorage<number[]>()

/** Hands adapter-pg the catalogue's "char" columns as text, and notes which they were. */
class CatalogPool extends pg.Pool {
  override query = (async (...query: Parameters<pg.Pool['query']>) => {
    const result = await (pg.Pool.prototype.query as (...query: unknown[]) => Promise<pg.QueryResult>).apply(
      this,
      query,
    )
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR) continue
      field.dataTypeID = pg.types.builtins.TEXT
      charColumns.getStore()?.push(column)
    }
    return result
  }) as never
}

/** Tells the engine that they are characters, which is what it expects. */
class CatalogAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const ask = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = (query) => {
      const columns: number[] = []
      return charColumns.run(columns, async () => {
        const result = await ask(query)
        for (const column of columns) result.columnTypes[column] = ColumnTypeEnum.Character
        return result
      })
    }
    return adapter
  }
}
