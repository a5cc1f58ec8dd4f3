import { figures } from '@rapport/contract/analytics/figures'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
const items = { trades: newId(), prices: newId() }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  await api.make(async (db) => {
    const source = newId()
    await db.rows(
      '',
      `insert into data_sources (id, code, name, kind, settings) values ($1, 'counter', 'Counter', 'upload', '{}')`,
      [source],
    )
    for (const [target, id] of Object.entries(items))
      await db.rows(
        '',
        `insert into collection_items (id, source_id, code, name, target, place, layout, mapping, key_fields, unknown)
         values ($1, $2, $3, $3, $3, '*', '{}', '{}', '{}', '{}')`,
        [id, source, target],
      )
  })
})
afterAll(() => api.close())

const publish = (target: keyof typeof items, day: string) =>
  api.make((db) =>
    db.rows(
      '',
      `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence, state, published_at, rows_in)
       values (gen_random_uuid(), $1, 'counter', $2, $2, $3, 1, 'published', now(), 10)`,
      [items[target], target, day],
    ),
  )
async function run(target: keyof typeof items, day: string, state: 'held' | 'done') {
  const id = newId()
  await api.make(async (db) => {
    await db.rows('', `insert into etl_projects (id, code, name) values ($1, 'p', 'p') on conflict do nothing`, [
      newId(),
    ])
    await db.rows(
      '',
      `insert into etl_tasks (id, project_id, code, name, steps, calendar, alert_to)
       select $1, id, 't', 't', '[]', 'every-day', '{}' from etl_projects where code = 'p' on conflict do nothing`,
      [newId()],
    )
    await db.rows(
      '',
      `insert into etl_runs (id, task_id, business_date, cause, state, steps, created_at)
       select $1, id, $2, 'person', $3, '[]', clock_timestamp() from etl_tasks where code = 't'`,
      [id, day, state],
    )
    await db.rows(
      '',
      `insert into etl_step_runs (run_id, step, ordinal, kind, item_id, state, failure) values ($1, 'check', 1, 'check', $2, $3, $4)`,
      [id, items[target], state, state === 'held' ? 'totals.differ' : null],
    )
  })
}
const trust = async (who = firm.am) => {
  const { items } = await who.call(figures.trust)
  return Object.fromEntries(items.map(({ figure, state, asOf, brokenSince }) => [figure, [state, asOf, brokenSince]]))
}

describe('a figure tells how far it can be trusted', () => {
  it('unfed until something comes, final when all of a day is in, provisional while a part of it is', async () => {
    expect(await trust()).toMatchObject({ 'traded-value': ['unfed', null, null], assets: ['unfed', null, null] })
    await publish('trades', '2026-11-18')
    await publish('prices', '2026-11-18')
    expect(await trust()).toMatchObject({
      'traded-value': ['final', '2026-11-18', null],
      assets: ['final', '2026-11-18', null],
    })
    await publish('trades', '2026-11-19')
    expect(await trust()).toMatchObject({
      'traded-value': ['final', '2026-11-19', null],
      assets: ['provisional', '2026-11-18', null],
      'last-price': ['final', '2026-11-18', null],
    })
  })

  it('a held feed turns exactly the figures that are made from it, until a later run clears it', async () => {
    await run('prices', '2026-11-19', 'held')
    const broken = await trust()
    expect(broken).toMatchObject({
      'last-price': ['broken', '2026-11-18', '2026-11-19'],
      assets: ['broken', '2026-11-18', '2026-11-19'],
      'position-value': ['broken', '2026-11-18', '2026-11-19'],
    })
    for (const figure of ['traded-value', 'active-customers', 'positions', 'commission', 'realised'])
      expect(broken[figure], figure).toEqual(['final', '2026-11-19', null])
    const origin = await firm.am.call(figures.origin, { params: { figure: 'last-price' } })
    expect(origin.feeds).toMatchObject([
      {
        target: 'prices',
        source: 'counter',
        item: 'prices',
        through: '2026-11-18',
        brokenSince: '2026-11-19',
        trouble: 'totals.differ',
        rowsIn: 10,
      },
    ])
    await publish('prices', '2026-11-19')
    await run('prices', '2026-11-19', 'done')
    expect(await trust()).toMatchObject({
      assets: ['final', '2026-11-19', null],
      'last-price': ['final', '2026-11-19', null],
    })
  })

  it('to everybody alike, whatever customers they see', async () => {
    const expected = await trust(firm.ho)
    for (const who of [firm.am, firm.sa, firm.bm, firm.co, firm.admin]) expect(await trust(who)).toEqual(expected)
  })
})
