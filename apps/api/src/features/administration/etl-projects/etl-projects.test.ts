import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { type EtlStep, etlProjects, type ProjectFile } from '@rapport/contract/administration/etl-projects'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ending,
  makeItem,
  makeSource,
  makeTask,
  startDataCentre,
  stepsOf,
} from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let other: Awaited<ReturnType<typeof startDataCentre>>
let itemId: string
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  other = await startDataCentre()
  const source = await makeSource(admin, { kind: 'upload' })
  itemId = (await makeItem(admin, source.id)).id
})
afterAll(() => Promise.all([api.close(), other.api.close()]))

const refusal = (field: string, code: string) => ({ problem: { status: 422, errors: [{ field, code }] } })

describe('the steps of a task', () => {
  const step = (code: string, kind: EtlStep['kind'], needs: string[], item: string | null = itemId): EtlStep => ({
    code,
    kind,
    itemId: item,
    needs,
  })
  const good = () => [...stepsOf(itemId), ...ending('')]
  const withStep = (n: number, change: Partial<EtlStep>) =>
    good().map((one, i) => (i === n ? { ...one, ...change } : one))
  const unknown = '01900000-0000-7000-8000-0000000000ff'

  it.each<[string, () => EtlStep[], string, string]>([
    ['an unknown item', () => withStep(0, { itemId: unknown }), 'steps.0.itemId', 'step.unknown-item'],
    ['no item where one is needed', () => withStep(1, { itemId: null }), 'steps.1.itemId', 'step.needs-item'],
    ['an item where there is none', () => withStep(5, { itemId }), 'steps.5.itemId', 'step.without-item'],
    ['an unknown need', () => withStep(2, { needs: ['nothing'] }), 'steps.2.needs.0', 'step.unknown-need'],
    ['a code twice', () => withStep(2, { code: 'stage' }), 'steps.2.code', 'step.code-twice'],
    ['the same twice', () => [...good(), step('again', 'fetch', [])], 'steps.6.kind', 'step.twice'],
    ['a stage without its file', () => withStep(1, { needs: [] }), 'steps.1.needs', 'step.needs-fetch'],
    ['a check of what is not staged', () => withStep(2, { needs: ['fetch'] }), 'steps.2.needs', 'step.needs-stage'],
    ['a merge of what was not checked', () => withStep(3, { needs: ['stage'] }), 'steps.3.needs', 'step.needs-check'],
    [
      'sums after publishing',
      () => [
        ...stepsOf(itemId),
        step('publish', 'publish', ['merge'], null),
        step('summarise', 'summarise', ['publish'], null),
      ],
      'steps.5.needs',
      'step.before-publish',
    ],
    [
      'publishing before the merge',
      () => withStep(5, { needs: ['check'] }),
      'steps.5.needs',
      'step.publish-before-merge',
    ],
    ['nothing to publish', () => [step('publish', 'publish', [], null)], 'steps.0.kind', 'step.nothing-to-publish'],
  ])('refuse %s', async (_, steps, field, code) => {
    await expect(makeTask(admin, steps())).rejects.toMatchObject(refusal(field, code))
  })

  it('name the circle that they lead in', async () => {
    const steps = withStep(0, { needs: ['check'] })
    await expect(makeTask(admin, steps)).rejects.toMatchObject({
      problem: {
        status: 422,
        errors: [{ field: 'steps', code: 'step.circle' }],
        details: { circle: 'fetch > check > stage > fetch' },
      },
    })
  })

  it('are taken when they lead from what they need to what they make', async () => {
    expect((await makeTask(admin, good())).steps).toEqual(good())
  })
})

it('a code is used once, and a change is made from the version that is', async () => {
  const task = await makeTask(admin, stepsOf(itemId))
  const body = { code: task.code, name: 'Another', steps: task.steps }
  await expect(admin.call(etlProjects.createTask, { params: { id: task.projectId }, body })).rejects.toMatchObject({
    problem: { status: 409, errors: [{ field: 'code', code: 'task.code-taken' }] },
  })
  const [project] = (await admin.call(etlProjects.list)).items
  await expect(
    admin.call(etlProjects.create, { body: { code: project!.code, name: 'Another' } }),
  ).rejects.toMatchObject({ problem: { status: 409, errors: [{ field: 'code', code: 'project.code-taken' }] } })
  const change = (version: number) =>
    admin.call(etlProjects.changeTask, { params: { id: task.id }, version, body: { name: 'Changed' } })
  expect(await change(task.version)).toMatchObject({ name: 'Changed', version: task.version + 1 })
  await expect(change(task.version)).rejects.toMatchObject({ status: 412 })
})

describe('a project as a file', () => {
  async function makeProject() {
    const source = await makeSource(
      admin,
      { kind: 'https', url: 'https://data.example/day' },
      { secret: 'the secret token', ownerId: admin.userId, contact: 'desk 7' },
    )
    const item = await makeItem(admin, source.id, { ownerId: admin.userId })
    const task = await makeTask(admin, [...stepsOf(item.id), ...ending('')], {
      schedule: '30 18 * * 1-5',
      dueTime: '20:00',
      alertTo: ['ops@firm.example'],
    })
    return { source, item, task, file: await fileOf(admin, task.projectId) }
  }
  const fileOf = (person: Client, id: string) => person.call(etlProjects.file, { params: { id } })
  const load = (person: Client, body: ProjectFile) => person.call(etlProjects.load, { body })
  const everything = async (person: Client) =>
    Promise.all([person.call(dataSources.list), person.call(collectionItems.list), person.call(etlProjects.list)])

  it('says all by codes and keeps what is secret or of this firm here', async () => {
    const { source, item, task, file } = await makeProject()
    expect(file).toMatchObject({ format: 'rapport-etl-project', formatVersion: 1 })
    expect(file.sources).toEqual([
      { code: source.code, name: source.name, settings: source.settings, contact: 'desk 7' },
    ])
    expect(file.items[0]).toMatchObject({ code: item.code, source: source.code })
    expect(file.tasks[0]!.steps[0]).toEqual({ code: 'fetch', kind: 'fetch', item: item.code, needs: [] })
    const text = JSON.stringify(file)
    for (const ours of ['the secret token', admin.userId, source.id, item.id, task.id, 'owner', 'secret'])
      expect(text, ours).not.toContain(ours)
  })

  it('makes the same project in another firm, and there once', async () => {
    const { file } = await makeProject()
    const made = await load(other.admin, file)
    expect(made.tasks[0]).toMatchObject({ schedule: '30 18 * * 1-5', active: true })
    expect(await fileOf(other.admin, made.id)).toEqual(file)
    const before = await everything(other.admin)
    expect(before[0].items.every(({ hasSecret, owner }) => !hasSecret && owner === null)).toBe(true)
    await load(other.admin, file)
    const strip = (all: unknown) => JSON.stringify(all).replace(/"nextRunAt":"[^"]*"/g, '')
    expect(strip(await everything(other.admin))).toBe(strip(before))
  })

  it('changes what is there by its code, and keeps secrets and owners', async () => {
    const { source, item, task, file } = await makeProject()
    const name = 'Renamed'
    await load(admin, {
      ...file,
      name,
      sources: file.sources.map((one) => ({ ...one, name })),
      items: file.items.map((one) => ({ ...one, lateDays: 9 })),
      tasks: file.tasks.map((one) => ({ ...one, dueTime: '21:00' })),
    })
    const [sources, items, projects] = await everything(admin)
    expect(sources.items.find(({ id }) => id === source.id)).toMatchObject({
      name,
      hasSecret: true,
      owner: { id: admin.userId },
    })
    expect(items.items.find(({ id }) => id === item.id)).toMatchObject({ lateDays: 9, owner: { id: admin.userId } })
    expect(projects.items.find(({ id }) => id === task.projectId)).toMatchObject({
      name,
      tasks: [{ dueTime: '21:00' }],
    })
    // Sent to another host, the secret does not go along.
    const settings = { kind: 'https' as const, url: 'https://evil.example/day' }
    await load(admin, { ...file, sources: file.sources.map((one) => ({ ...one, settings })) })
    const [after] = await everything(admin)
    expect(after.items.find(({ id }) => id === source.id)).toMatchObject({ hasSecret: false })
  })

  it('is loaded whole or not at all', async () => {
    const { file } = await makeProject()
    const anew: ProjectFile = JSON.parse(
      JSON.stringify(file).replaceAll('source-', 'new-source-').replaceAll('"item-', '"new-item-'),
    )
    const broken = {
      ...anew,
      code: 'broken',
      tasks: anew.tasks.map((task) => ({
        ...task,
        code: 'broken',
        steps: task.steps.map((s) => ({ ...s, needs: [] })),
      })),
    }
    const before = await everything(admin)
    await expect(load(admin, broken)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: expect.stringMatching(/^tasks\.0\.steps\.\d\.needs$/) }] },
    })
    await expect(load(admin, { ...anew, code: 'broken', tasks: [], sources: [] })).rejects.toMatchObject(
      refusal('items.0.source', 'source.unknown'),
    )
    expect(await everything(admin)).toEqual(before)
  })

  it('of a format that is not known is refused', async () => {
    const { file } = await makeProject()
    for (const change of [{ formatVersion: 2 }, { format: 'other' }, { secrets: {} }])
      await expect(load(admin, { ...file, ...change } as never)).rejects.toMatchObject({ status: 400 })
  })
})
