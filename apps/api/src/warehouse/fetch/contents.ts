import type { SourceContents } from '@rapport/contract/administration/data-sources'
import type { z } from 'zod'
import { StepFails } from '#warehouse/step.ts'
import { filesIn } from './folder.ts'
import { CannotPull, type Collecting, type Source } from './found.ts'
import { tablesOf } from './postgres.ts'
import { reach } from './pull-hosts.ts'

const MOST = 500

/** What a source holds at this moment: latest files first, tables by name. Throws `StepFails` with the reason it cannot be reached. */
export async function contentsOf(
  { collecting }: { collecting: Collecting },
  source: Source,
): Promise<z.input<typeof SourceContents>> {
  const { settings } = source
  try {
    switch (settings.kind) {
      case 'folder': {
        const { entries, more } = await filesIn(collecting, settings.folder)
        const latest = entries.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())
        return {
          entries: latest.slice(0, MOST).map(({ name, bytes, changedAt }) => ({
            name,
            bytes,
            changedAt: changedAt.toISOString(),
          })),
          more: more || latest.length > MOST,
        }
      }
      case 'postgres': {
        const names = await tablesOf(collecting, source, MOST)
        const entries = names.slice(0, MOST).map((name) => ({ name, bytes: null, changedAt: null }))
        return { entries, more: names.length > MOST }
      }
      case 'https': {
        // An address has no list of what lies below it; that it may be asked and has a name is all there is to prove.
        const url = new URL(settings.url)
        await reach(collecting.pullHosts, { host: url.hostname, port: Number(url.port || 443), usual: 443 })
        return { entries: [], more: false }
      }
      case 'upload':
        return { entries: [], more: false }
    }
  } catch (error) {
    if (error instanceof StepFails) throw error
    throw new StepFails(error instanceof CannotPull ? error.code : 'pull.away')
  }
}
