import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditEvents } from '@rapport/contract/administration/audit-events'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { qualityRules } from '@rapport/contract/administration/quality-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executors } from '#features/administration/etl-runs/run/executors.ts'
import {
  ending,
  machineOf,
  makeItem,
  makeTask,
  start,
  stepsOf,
  work,
} from '#features/administration/etl-runs/testing.ts'
import { startTwoBranches } from '#features/administration/etl-runs/testing-two-branches.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let manager: Client
let elsewhere: Client
let office: Client
let compliance: Client
let sourceId: string
let here: { id: string; customerNo: string }
let there: { id: string; customerNo: string }
const day = '2026-11-20'
const names = ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo', 'note']
beforeAll(async () => {
  ;({ api, admin, manager, elsewhere, office, compliance, sourceId, here, there } = await startTwoBranches())
})
afterAll(() => api.close())

let files = 0
const move = (customerNo: string, account: string, amount: string, more = 'plain') =>
  `${customerNo},${account},${day},deposit,${amount},s${++files},${more}`
/** A day of cash movements: eight good ones of the two customers, and these; run by the worker as it is. */
async function arrive(bad: string[], more: { state?: string } = {}) {
  const place = `cash-${++files}.csv`
  const good = Array.from({ length: 8 }, (_, i) =>
    i % 2 ? move(here.customerNo, 'A1', '10.00') : move(there.customerNo, 'A2', '20.00'),
  )
  writeFileSync(
    join(api.product.collecting.dropDir, 'counter', place),
    `${names.join(',')}\n${[...good, ...bad].join('\n')}\n`,
  )
  const fields = Object.fromEntries(names.map((column) => [column, { column }]))
  const mapping = CollectionMapping.parse({ target: 'cash-movements', fields })
  const item = await makeItem(admin, sourceId, { target: 'cash-movements', place, mapping })
  const task = await makeTask(admin, [...stepsOf(item.id), ...ending('')])
  const [run] = await start(admin, task.id, day)
  await work(machineOf(api, executors))
  const ended = await admin.call(etlRuns.open, { params: { id: run!.id } })
  expect(ended).toMatchObject({ state: more.state ?? 'done', refused: bad.length })
  const issues = (await office.call(qualityIssues.list, { query: { itemId: item.id } })).items.sort(
    (a, b) => a.line - b.line,
  )
  return { item, task, issues }
}
const open = (person: Client, { id }: { id: string }) => person.call(qualityIssues.open, { params: { id } })
const fix = (
  person: Client,
  { id, version }: { id: string; version: number },
  cells: Record<string, string>,
  note?: string,
) => person.call(qualityIssues.fix, { params: { id }, version, body: { cells, ...(note && { note }) } })
const dismiss = (person: Client, { id, version }: { id: string; version: number }, note = 'twice') =>
  person.call(qualityIssues.dismiss, { params: { id }, version, body: { note } })
const replay = (batchId: string) => admin.call(qualityIssues.replay, { body: { batchId } })
const listed = (person: Client, item: CollectionItem, more: object = {}) =>
  person.call(qualityIssues.list, { query: { itemId: item.id, ...more } })
const field = (field: string, code: string, status = 422) => ({ problem: { status, errors: [{ field, code }] } })
const amounts = async () =>
  (
    await api.make((db) =>
      db.rows<{ sum: string }>('', `select coalesce(sum(amount), 0)::text as sum from warehouse.cash_movements`, []),
    )
  )[0]!.sum

describe('rows in quarantine', () => {
  it('are seen by those who look after data, and by a branch where they are of its customers', async () => {
    const { item, issues } = await arrive([move(here.customerNo, 'A1', 'ten'), move(there.customerNo, 'A2', 'ten')])
    expect(issues.map(({ line, state, reasons }) => [line, state, reasons])).toEqual([
      [10, 'held', [{ field: 'amount', code: 'decimal.shape' }]],
      [11, 'held', [{ field: 'amount', code: 'decimal.shape' }]],
    ])
    const seen = async (person: Client) => (await listed(person, item)).items.map(({ line }) => line).sort()
    for (const person of [office, compliance, admin]) expect(await seen(person)).toEqual([10, 11])
    expect([await seen(manager), await seen(elsewhere)]).toEqual([[10], [11]])
    expect((await listed(manager, item)).total).toBe(1)
    expect((await listed(office, item, { state: 'fixed' })).items).toEqual([])
    expect((await listed(office, item, { state: 'held', businessDate: day })).total).toBe(2)
    const first = await listed(office, item, { limit: '1' })
    const next = await listed(office, item, { limit: '1', after: first.next! })
    expect([...first.items, ...next.items].map(({ id }) => id).sort()).toEqual(issues.map(({ id }) => id).sort())
    expect(next.next).toBeNull()
    const [mine, theirs] = issues
    expect((await open(manager, mine!)).cells.map(({ said }) => said)).toContain('ten')
    await expect(open(manager, theirs!)).rejects.toMatchObject({ status: 404 })
    await expect(fix(manager, theirs!, { amount: '1' })).rejects.toMatchObject({ status: 404 })
    await expect(dismiss(manager, theirs!)).rejects.toMatchObject({ status: 404 })
    await expect(fix(compliance, theirs!, { amount: '1' })).rejects.toMatchObject({ status: 403 })
    const told = { action: 'read' as const, objectType: 'quality_issues', objectId: mine!.id }
    expect((await compliance.call(auditEvents.list, { query: told })).items.length).toBeGreaterThan(0)
  })

  it('are fixed cell by cell, once nothing is wrong with them any more', async () => {
    const { item, issues } = await arrive([`${here.customerNo},A1,${day},gift,ten,f${++files},plain`])
    await admin.call(qualityRules.create, {
      body: {
        itemId: item.id,
        code: 'small',
        name: 'Small',
        settings: { kind: 'range', field: 'amount', from: null, to: '100' },
        effect: 'hold-day',
      },
    })
    const [issue] = issues
    const refused = (cells: Record<string, string>) => fix(manager, issue!, cells)
    await expect(refused({ amount: '5' })).rejects.toMatchObject(field('kind', 'choice'))
    await expect(refused({ amount: '500', kind: 'deposit' })).rejects.toMatchObject(field('amount', 'rule:small'))
    await expect(refused({ amount: '5', kind: 'deposit', movedOn: '2026-11-21' })).rejects.toMatchObject(
      field('movedOn', 'day.future'),
    )
    await expect(refused({ nothing: '5' })).rejects.toMatchObject(field('cells.nothing', 'column.unknown'))
    await expect(refused({ amount: 'a\u0000b' })).rejects.toMatchObject({ status: 400 })
    await expect(refused({})).rejects.toMatchObject({ status: 400 })
    // Nobody makes a row that of somebody whom they do not see, and is not told who is there.
    const away = { amount: '5', kind: 'deposit', customerNo: there.customerNo, accountNumber: 'A2' }
    await expect(refused(away)).rejects.toMatchObject(field('accountNumber', 'account.unknown'))
    await expect(refused({ ...away, customerNo: 'C404', accountNumber: 'A404' })).rejects.toMatchObject(
      field('accountNumber', 'account.unknown'),
    )
    const fixed = await fix(manager, issue!, { amount: '5', kind: 'deposit' }, 'by phone')
    expect(fixed).toMatchObject({ state: 'fixed', note: 'by phone', version: 2, decidedBy: expect.any(String) })
    expect(fixed.cells.find(({ column }) => column === 'amount')).toEqual({
      column: 'amount',
      said: 'ten',
      fixed: '5',
      masked: false,
    })
    await expect(fix(manager, issue!, { amount: '6' })).rejects.toMatchObject({ status: 412 })
    const again = await fix(office, fixed, { amount: '6' })
    expect(again.cells.map((cell) => cell.fixed)).toContain('deposit')
    const [kept] = await api.make((db) => db.rows('', 'select * from quality_issues where id = $1', [issue!.id]))
    expect(JSON.stringify(kept)).not.toMatch(/gift|deposit/)
  })

  it('hide what says who somebody is from whoever may not read it, and keep it', async () => {
    const { issues } = await arrive([move(here.customerNo, 'A1', 'ten', '13812345678')])
    const note = async (person: Client) =>
      (await open(person, issues[0]!)).cells.find(({ column }) => column === 'note')!
    for (const person of [manager, office, admin])
      expect(JSON.stringify(await open(person, issues[0]!))).not.toContain('13812345678')
    expect(await note(manager)).toMatchObject({ masked: true })
    expect(await note(compliance)).toEqual({ column: 'note', said: '13812345678', fixed: null, masked: false })
    await expect(fix(manager, issues[0]!, { amount: '5', note: '13900000000' })).rejects.toMatchObject(
      field('cells.note', 'cell.masked'),
    )
    await fix(manager, issues[0]!, { amount: '5' })
    expect(await note(compliance)).toMatchObject({ fixed: '13812345678' })
  })

  it('are left out for a reason, which is kept', async () => {
    const { issues } = await arrive([move(here.customerNo, 'A1', 'ten')])
    const gone = await dismiss(manager, issues[0]!, 'sent twice')
    expect(gone).toMatchObject({ state: 'dismissed', note: 'sent twice' })
    await expect(replay(gone.batchId)).rejects.toMatchObject({ problem: { status: 409, code: 'replay.nothing' } })
    expect((await fix(office, gone, { amount: '5' })).state).toBe('fixed')
  })
})

describe('a replay', () => {
  it('is a run that puts the fixed rows in, and what is dismissed stays out', async () => {
    const { item, task, issues } = await arrive([move(here.customerNo, 'A1', 'ten'), move(here.customerNo, 'A1', 'x')])
    const { batchId } = issues[0]!
    await expect(replay(batchId)).rejects.toMatchObject({ problem: { status: 409, code: 'replay.nothing' } })
    const before = Number(await amounts())
    await fix(manager, issues[0]!, { amount: '10.25' })
    await dismiss(manager, issues[1]!)
    const run = await replay(batchId)
    expect(run).toMatchObject({
      cause: 'replay',
      state: 'waiting',
      businessDate: day,
      task: { id: task.id },
      startedBy: expect.any(String),
    })
    await expect(replay(batchId)).rejects.toMatchObject({ problem: { status: 409, code: 'run.under-way' } })
    await work(machineOf(api, executors))
    const ended = await admin.call(etlRuns.open, { params: { id: run.id } })
    expect([ended.state, ended.failure, ended.rowsIn, ended.refused]).toEqual(['done', null, 1, 0])
    expect(ended.stepRuns.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
      ['fetch', 'stage', 'check', 'merge', 'summarise', 'publish'].map((kind) => `${kind} done`),
    )
    expect(Number(await amounts()) - before).toBe(10.25)
    const states = (await listed(office, item)).items.sort((a, b) => a.line - b.line)
    expect(states.map(({ state }) => state)).toEqual(['replayed', 'dismissed'])
    await expect(fix(manager, states[0]!, { amount: '1' })).rejects.toMatchObject({
      problem: { status: 409, code: 'issue.replayed' },
    })
    await expect(dismiss(manager, states[0]!)).rejects.toMatchObject({ problem: { code: 'issue.replayed' } })
  })

  it('brings a day in that was held, once enough of it is right', async () => {
    const bad = Array.from({ length: 4 }, () => move(here.customerNo, 'A1', 'ten'))
    const { issues } = await arrive(bad, { state: 'held' })
    const before = Number(await amounts())
    for (const issue of issues.slice(1)) await dismiss(manager, issue)
    await replay(issues[0]!.batchId)
    await work(machineOf(api, executors))
    expect(Number(await amounts()) - before).toBe(120)
  })

  it('wants a batch that is there and a task, not paused, that has its item', async () => {
    await expect(replay('01900000-0000-7000-8000-0000000000ff')).rejects.toMatchObject(
      field('batchId', 'batch.unknown'),
    )
    const { task, issues } = await arrive([move(here.customerNo, 'A1', 'ten')])
    await fix(office, issues[0]!, { amount: '1' })
    const paused = await admin.call(etlProjects.changeTask, {
      params: { id: task.id },
      version: task.version,
      body: { active: false },
    })
    await expect(replay(issues[0]!.batchId)).rejects.toMatchObject(field('batchId', 'task.paused'))
    const { item: other } = await arrive([])
    const body = { active: true, steps: [...stepsOf(other.id), ...ending('')] }
    await admin.call(etlProjects.changeTask, { params: { id: task.id }, version: paused.version, body })
    await expect(replay(issues[0]!.batchId)).rejects.toMatchObject(field('batchId', 'item.no-task'))
  })
})
