import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** Projects whose tests speak to PostgreSQL. */
const speakToPostgres = ['packages/database', 'apps/api', 'prisma/demo']

const membersOf = (kind: string) => readdirSync(new URL(kind, import.meta.url)).map((name) => `${kind}/${name}`)

export default defineConfig({
  test: {
    projects: [...['packages', 'apps'].flatMap(membersOf), 'prisma/demo', 'scripts'].map((root) => ({
      ...(existsSync(new URL(`${root}/vitest.config.ts`, import.meta.url)) && {
        extends: `./${root}/vitest.config.ts`,
      }),
      root: `./${root}`,
      test: {
        name: root,
        testTimeout: 30_000,
        hookTimeout: 60_000,
        globalSetup: speakToPostgres.includes(root) ? ['../../packages/database/src/test-setup.ts'] : [],
      },
    })),
  },
})
