import type { ProjectFile } from '@rapport/contract/administration/etl-projects'
import type { Db } from '@rapport/database/as-viewer'
import { listItems } from '#features/administration/collection-items/collection-items.ts'
import { listSources } from '#features/administration/data-sources/data-sources.ts'
import { openProject } from './etl-projects.ts'

/**
 * A project with the items its tasks name and their sources, by codes alone. Secrets stay here, and so do people and units,
 * which another firm does not have.
 */
export async function projectFile(db: Db, id: string): Promise<ProjectFile> {
  const { code, name, note, tasks } = await openProject(db, id)
  const used = new Set(tasks.flatMap(({ steps }) => steps.flatMap(({ itemId }) => itemId ?? [])))
  const all = (await listItems(db, {})).items
  const items = all.filter((item) => used.has(item.id))
  const usedSources = new Set(items.map(({ source }) => source.id))
  const sources = (await listSources(db)).items.filter((source) => usedSources.has(source.id))
  const codeOf = new Map(all.map((item) => [item.id, item.code]))
  return {
    format: 'rapport-etl-project',
    formatVersion: 1,
    code,
    name,
    note,
    sources: sources.map(({ code, name, settings, contact }) => ({ code, name, settings, contact })),
    items: items.map(
      ({ id: _, version, source, owner, active, last, held, unknown: { unitId, ...unknown }, ...said }) => ({
        ...said,
        source: source.code,
        unknown: { ...unknown, ...(unknown.customers === 'make' && { customers: 'hold' as const }), unitId: null },
      }),
    ),
    tasks: tasks.map(({ code, name, steps, schedule, calendar, dueTime, dayOffset, waitsFor, alertTo }) => ({
      code,
      name,
      schedule,
      calendar,
      dueTime,
      dayOffset,
      waitsFor: waitsFor.map((itemId) => codeOf.get(itemId)!),
      alertTo,
      steps: steps.map(({ code, kind, itemId, needs }) => ({
        code,
        kind,
        item: itemId === null ? null : codeOf.get(itemId)!,
        needs,
      })),
    })),
  }
}
