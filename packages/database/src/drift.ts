import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from './repository-root.ts'
import { schemaEngine } from './schema-engine.ts'

/**
 * The SQL that would turn the database into what `schema.prisma` says; empty when they agree. Blind for what Prisma does
 * not model: policies, triggers, functions, CHECKs, views, partitions, partial indexes and those on expressions.
 */
export async function drift(
  ownerUrl: string,
  { schemaPath = join(repositoryRoot(), 'prisma/schema.prisma') }: { schemaPath?: string } = {},
): Promise<string> {
  const schema = { path: schemaPath, content: readFileSync(schemaPath, 'utf8') }
  const { engine, giveBack } = await schemaEngine(ownerUrl, schema)
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: dirname(schemaPath) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const script = stdout?.trim() ?? ''
    return script === '-- This is an empty migration.' ? '' : script
  } finally {
    await giveBack()
  }
}
