import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Projects whose tests speak to PostgreSQL. */
const speakToPostgres = ['packages/database', 'apps/api', 'prisma/demo']

const membersOf = (kind: string) => readdirSync(new URL(kind, import.meta.url)).map((name) => `${kind}/${name}`)

export default defineConfig({
  test: {
    // Tests wait for PostgreSQL more than they compute: two at a time also where there are two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [...['packages', 'apps'].flatMap(membersOf), 'prisma/demo', 'scripts'].map((root) => ({
      ...(existsSync(new URL(`${root}/vitest.config.ts`, import.meta.url)) && {
        extends: `./${root}/vitest.config.ts`,
      }),
      root: `./${root}`,
      test: {
        name: root,
        // What a file of an app's tests imports is most of the product: the next file of the same process has it already.
        isolate: !root.startsWith('apps'),
        expect: { poll: { timeout: 30_000 } },
        testTimeout: 300_000,
        hookTimeout: 300_000,
        globalSetup: speakToPostgres.includes(root) ? ['../../packages/database/src/test-setup.ts'] : [],
      },
    })),
  },
})
