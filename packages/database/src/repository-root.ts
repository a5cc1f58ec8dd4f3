import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The absolute path of the repository, found upwards from this file, so that it holds for the sources and for what was
 * built from them. Throws when there is no workspace above.
 */
export function repositoryRoot(from: string = fileURLToPath(import.meta.url)): string {
  const folder = dirname(from)
  if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder
  if (folder === dirname(folder))
    throw new Error('Rapport runs from its repository, and there is none above its files.')
  return repositoryRoot(folder)
}
