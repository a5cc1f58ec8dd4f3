import { defineConfig } from 'prisma/config'

// Prisma tries to download a native engine before every command; generate, validate and format do not need it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/rapport' },
})
