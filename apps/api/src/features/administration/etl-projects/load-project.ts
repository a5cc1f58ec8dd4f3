import type { EtlProject, ProjectFile } from '@rapport/contract/administration/etl-projects'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { changeItem, createItem, openItem } from '#features/administration/collection-items/collection-items.ts'
import { changeSource, createSource, openSource } from '#features/administration/data-sources/data-sources.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseWaits } from './check-waits.ts'
import { createProject, openProject } from './etl-projects.ts'
import { addTask, keepTask, openTask, refuseSteps } from './etl-tasks.ts'
import { refuseSchedule } from './schedule.ts'

/**
 * Loads a project from a file in the transaction of the request: all or nothing. What is there by its code is changed where
 * it differs, what is not is made; people, units and secrets of what is there stay. Tasks of the project that the file does
 * not name stay too: nothing is taken away unasked.
 */
export async function loadProject(db: Db, seal: Seal, file: ProjectFile): Promise<EtlProject> {
  refuseTwice(file)
  const sources = new Map<string, string>()
  for (const [i, source] of file.sources.entries())
    sources.set(source.code, await within(`sources.${i}`, () => loadSource(db, seal, source)))
  const items = new Map<string, string>()
  for (const [i, { source, ...item }] of file.items.entries()) {
    const sourceId = sources.get(source)
    if (!sourceId) throw refusedField(`items.${i}.source`, 'source.unknown')
    items.set(item.code, await within(`items.${i}`, () => loadItem(db, item, sourceId, i)))
  }
  const projectId = await loadHead(db, file)
  for (const [i, task] of file.tasks.entries())
    await within(`tasks.${i}`, () => loadTask(db, projectId, task, items, i))
  return openProject(db, projectId)
}

/** What is refused of a part is told by its place in the file. */
async function within<T>(place: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused
    const { errors = [], ...more } = refused.more
    const told = errors.map(({ field, code }) => ({
      field: field.startsWith(`${place}.`) ? field : `${place}.${field}`,
      code,
    }))
    throw new Refused(refused.status, refused.code, { ...more, errors: told })
  }
}

function refuseTwice({ sources, items, tasks }: ProjectFile) {
  for (const [name, list] of Object.entries({ sources, items, tasks })) {
    const codes = list.map(({ code }) => code)
    const twice = codes.findIndex((code, i) => codes.indexOf(code) < i)
    if (twice >= 0) throw refusedField(`${name}.${twice}.code`, 'twice')
  }
}

/** Whether all that the file says is so already: then nothing is written, and no version goes up. */
const isSo = (there: object, said: object) =>
  Object.entries(said).every(
    ([name, value]) => canonical((there as Record<string, unknown>)[name]) === canonical(value),
  )
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined'

async function loadSource(db: Db, seal: Seal, said: ProjectFile['sources'][number]): Promise<string> {
  const there = await db.dataSource.findFirst({ where: { code: said.code }, select: { id: true } })
  if (!there) return (await createSource(db, seal, { ...said, ownerId: null })).id
  const source = await openSource(db, there.id)
  if (!isSo(source, said)) await changeSource(db, seal, source.id, source.version, said)
  return source.id
}

async function loadItem(
  db: Db,
  { target, unknown, ...said }: Omit<ProjectFile['items'][number], 'source'>,
  sourceId: string,
  i: number,
): Promise<string> {
  const there = await db.collectionItem.findFirst({ where: { code: said.code }, select: { id: true } })
  if (!there) return (await createItem(db, { ...said, target, unknown, sourceId, ownerId: null })).id
  const item = await openItem(db, there.id)
  if (item.source.id !== sourceId) throw refusedField(`items.${i}.source`, 'item.other-source')
  if (item.target !== target) throw refusedField(`items.${i}.target`, 'item.other-target')
  // In which unit customers are made is this firm's own affair.
  if (!isSo(item, said)) await changeItem(db, item.id, item.version, said)
  return item.id
}

async function loadHead(db: Db, { code, name, note }: ProjectFile): Promise<string> {
  const there = await db.etlProject.findFirst({ where: { code } })
  if (!there) return (await createProject(db, { code, name, note })).id
  if (!isSo(there, { name, note })) await db.etlProject.update({ where: { id: there.id }, data: { name, note } })
  return there.id
}

async function loadTask(
  db: Db,
  projectId: string,
  { steps, waitsFor, ...said }: ProjectFile['tasks'][number],
  items: ReadonlyMap<string, string>,
  i: number,
) {
  const unknown = steps.findIndex(({ item }) => item !== null && !items.has(item))
  if (unknown >= 0) throw refusedField(`tasks.${i}.steps.${unknown}.item`, 'step.unknown-item')
  const draft = {
    ...said,
    waitsFor: await itemsWaitedFor(db, waitsFor, items, i),
    steps: steps.map(({ item, ...step }) => ({ ...step, itemId: item === null ? null : items.get(item)! })),
  }
  await refuseSteps(db, draft.steps)
  await refuseWaits(db, draft.waitsFor, draft.steps)
  refuseSchedule(draft.schedule)
  const there = await db.etlTask.findFirst({ where: { code: said.code }, select: { id: true, projectId: true } })
  if (!there) return void (await addTask(db, projectId, draft))
  if (there.projectId !== projectId) throw refusedField(`tasks.${i}.code`, 'task.code-taken')
  const task = await openTask(db, there.id)
  if (!isSo(task, draft)) await keepTask(db, task.id, task.version, { ...draft, active: task.active })
}

/** What another task's file brings may be waited for by its code, where it is there. */
async function itemsWaitedFor(db: Db, codes: readonly string[], items: ReadonlyMap<string, string>, i: number) {
  const there = await db.collectionItem.findMany({
    where: { code: { in: [...codes] } },
    select: { id: true, code: true },
  })
  const ids = codes.map((code) => items.get(code) ?? there.find((item) => item.code === code)?.id)
  const unknown = ids.indexOf(undefined)
  if (unknown >= 0) throw refusedField(`tasks.${i}.waitsFor.${unknown}`, 'wait.unknown-item')
  return ids.flatMap((id) => id ?? [])
}
