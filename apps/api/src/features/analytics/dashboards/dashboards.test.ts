import { auditEvents } from '@rapport/contract/administration/audit-events'
import { type Tile, tileIndicators } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards, MOST_TILES } from '@rapport/contract/analytics/dashboards'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChartFirm, makeChartFirm, now } from '#features/analytics/charts/testing.ts'
import { refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: ChartFirm
beforeAll(async () => {
  api = await startApi({ now })
  firm = await makeChartFirm(api)
})
afterAll(() => api.close())

const traded: Tile = { kind: 'chart', chart: 'market-share', months: 2, width: 2 }
const figure: Tile = { kind: 'indicator', indicator: 'traded-value', width: 1 }
const make = (who: Client, name: string, tiles: Tile[] = [traded, figure]) =>
  who.call(dashboards.create, { body: { name, tiles } })
const at = (id: string, version: number) => ({ params: { id }, version })
const open = (who: Client, id: string) => who.call(dashboards.open, { params: { id } })
const names = async (who: Client) => (await who.call(dashboards.list)).items.map(({ name }) => name)
const share = (who: Client, { id, version }: { id: string; version: number }, ...roles: (keyof Api['roles'])[]) =>
  who.call(dashboards.edit, { ...at(id, version), body: { roles: roles.map((code) => api.roles[code]) } })
const asJson = (body: object, more: object = {}) => ({
  headers: { 'content-type': 'application/json', ...more },
  body: JSON.stringify(body),
})

describe('a dashboard', () => {
  it('is shared with people of a role, who read the same tile each over their own customers', async () => {
    const made = await make(firm.ho, 'Trading')
    expect(await refusalOf(open(firm.bm, made.id))).toMatchObject({ status: 404 })
    const shared = await share(firm.ho, made, 'branch-manager', 'account-manager')
    expect(shared.roles.map(({ name }) => name)).toEqual(['Account manager', 'Branch manager'])
    expect(await open(firm.bm, made.id)).toMatchObject({ tiles: [traded, figure], mayEdit: false, name: 'Trading' })

    // As the tile says it, of whoever looks: the months of the chart, last one first, add up along the organisation.
    const read = async (who: Client, unit?: string) => {
      const [tile] = (await open(who, made.id)).tiles
      if (tile?.kind !== 'chart' || tile.chart !== 'market-share') throw new Error('another tile')
      const query = { months: String(tile.months), ...(unit ? { unit } : {}) }
      const { rows } = await who.call(firmCharts.open, { params: { chart: tile.chart }, query })
      return rows.map(({ values }) => Number(values[0]))
    }
    const [branch, region, whole] = [await read(firm.bm), await read(firm.regional), await read(firm.ho)]
    expect(branch[0]).toBeGreaterThan(0)
    expect(region[0]).toBeGreaterThan(branch[0]!)
    expect(whole[0]).toBeGreaterThan(region[0]!)
    expect(branch).toEqual(await read(firm.ho, firm.units.north.id))
    expect(region).toEqual(await read(firm.ho, firm.units.east.id))
    // Who may see the dashboard but no chart is refused the chart, not the dashboard.
    expect((await open(firm.am, made.id)).tiles).toHaveLength(2)
    expect(await refusalOf(read(firm.am))).toMatchObject({ status: 403 })
    await firm.ho.call(dashboards.remove, at(made.id, shared.version))
  })

  it('is out of sight at once when its role is taken away, or the person’s role becomes another', async () => {
    const shared = await share(firm.ho, await make(firm.ho, 'For managers'), 'branch-manager')
    const manager = await api.signIn('branch-manager', firm.units.south)
    expect(await names(manager)).toContain('For managers')
    const become = (roleId: string) =>
      api.make((db) => db.user.update({ where: { id: manager.userId }, data: { roleId } }))
    await become(api.roles['head-office'])
    expect(await names(manager)).not.toContain('For managers')
    expect(await refusalOf(open(manager, shared.id))).toMatchObject({ status: 404 })
    await become(api.roles['branch-manager'])
    expect(await names(manager)).toContain('For managers')
    await share(firm.ho, shared)
    expect(await names(manager)).not.toContain('For managers')
    expect(await refusalOf(open(firm.bm, shared.id))).toMatchObject({ status: 404 })
  })

  it('is shared by a manager with the people of their own units alone', async () => {
    const made = await share(firm.bm, await make(firm.bm, 'Of the north'), 'account-manager', 'branch-manager')
    for (const who of [firm.am, firm.teamLeader]) expect(await names(who)).toContain('Of the north')
    for (const who of [firm.other, firm.regional, firm.ho]) expect(await names(who)).not.toContain('Of the north')
    expect(await refusalOf(open(firm.regional, made.id))).toMatchObject({ status: 404 })
    expect(await refusalOf(share(firm.am, await make(firm.am, 'Mine'), 'account-manager'))).toMatchObject({
      status: 403,
      code: 'not-allowed',
    })
  })

  it('is changed by its owner alone, from the version last seen, and is written into the trail', async () => {
    const made = await share(firm.ho, await make(firm.ho, 'Versions'), 'branch-manager')
    const rename = (who: Client, version: number, name: string) =>
      who.call(dashboards.edit, { ...at(made.id, version), body: { name } })
    expect(await refusalOf(rename(firm.bm, made.version, 'x'))).toMatchObject({
      status: 403,
      code: 'dashboard.not-yours',
    })
    expect(await refusalOf(firm.bm.call(dashboards.remove, at(made.id, made.version)))).toMatchObject({ status: 403 })
    expect(await refusalOf(firm.bm.call(dashboards.pin, { params: { id: made.id }, body: figure }))).toMatchObject({
      status: 403,
    })
    const renamed = await rename(firm.ho, made.version, 'Versions two')
    expect(await refusalOf(rename(firm.ho, made.version, 'late'))).toMatchObject({ status: 412, code: 'version.stale' })
    // A pin comes at the end of whatever is there, and whoever arranged from before it is told.
    const pinned = await firm.ho.call(dashboards.pin, { params: { id: made.id }, body: { ...figure, width: 3 } })
    expect(pinned.tiles).toEqual([traded, figure, { ...figure, width: 3 }])
    const arrange = { ...at(made.id, renamed.version), body: { tiles: [figure] } }
    expect(await refusalOf(firm.ho.call(dashboards.edit, arrange))).toMatchObject({ status: 412 })
    await firm.ho.call(dashboards.remove, at(made.id, pinned.version))
    expect(await refusalOf(open(firm.ho, made.id))).toMatchObject({ status: 404 })
    const { items } = await firm.co.call(auditEvents.list, { query: { objectId: made.id } })
    const changes = items.map(({ action }) => action).filter((action) => ['insert', 'update'].includes(action))
    expect(changes.sort()).toEqual(['insert', 'update', 'update', 'update', 'update'])
  })

  it('is copied by whoever sees it, and the copy is theirs alone', async () => {
    const made = await share(firm.ho, await make(firm.ho, 'To copy'), 'branch-manager')
    const copy = await firm.bm.call(dashboards.copy, { params: { id: made.id }, body: { name: 'My own' } })
    expect(copy).toMatchObject({
      tiles: made.tiles,
      mayEdit: true,
      roles: [],
      owner: { id: firm.bm.userId },
      version: 1,
    })
    expect(await names(firm.ho)).not.toContain('My own')
    const foreign = { params: { id: copy.id }, body: { name: 'x' } }
    expect(await refusalOf(firm.ho.call(dashboards.copy, foreign))).toMatchObject({ status: 404 })
  })

  it('holds no more tiles than it can, and nothing that is not in the catalogues', async () => {
    const full = await make(firm.bm, 'Full', Array<Tile>(MOST_TILES).fill(figure))
    const one = { params: { id: full.id }, body: figure }
    expect(await refusalOf(firm.bm.call(dashboards.pin, one))).toMatchObject({ status: 422, code: 'dashboard.full' })
    const errorsOf = async (body: object) => {
      const answer = await firm.bm.send('POST', '/dashboards', asJson(body))
      const told = (await answer.json()) as { code: string; errors?: { field: string; code: string }[] }
      return [answer.status, told.code, told.errors?.[0]?.field]
    }
    const tiles = (tile: object) => errorsOf({ name: 'x', tiles: [tile] })
    expect(await errorsOf({ name: 'x', tiles: Array(MOST_TILES + 1).fill(figure) })).toEqual([400, 'invalid', 'tiles'])
    expect(await errorsOf({ name: ' ', tiles: [] })).toEqual([400, 'invalid', 'name'])
    expect(await tiles({ kind: 'chart', chart: "assets' or true --", width: 1 })).toEqual([
      400,
      'invalid',
      'tiles.0.chart',
    ])
    expect(await tiles({ kind: 'indicator', indicator: 'rank', width: 1 })).toEqual([
      400,
      'invalid',
      'tiles.0.indicator',
    ])
    expect(await tiles({ ...figure, width: 4 })).toEqual([400, 'invalid', 'tiles.0.width'])
    expect(await tiles({ kind: 'report', report: '../users', as: 'table', width: 1 })).toEqual([
      400,
      'invalid',
      'tiles.0.report',
    ])
    expect(await tiles({ kind: 'script', width: 1 })).toEqual([400, 'invalid', 'tiles.0.kind'])
    expect((await tiles({ ...figure, figures: ['1'] }))[0]).toBe(400)
    const shared = firm.bm.call(dashboards.edit, { ...at(full.id, 1), body: { roles: [firm.units.north.id] } })
    expect(await refusalOf(shared)).toMatchObject({
      status: 422,
      errors: [{ field: 'roles.0', code: 'dashboard.role-unknown' }],
    })
    const script = await make(firm.bm, '<script>alert(1)</script>')
    expect((await open(firm.bm, script.id)).name).toBe('<script>alert(1)</script>')
  })

  it('can show the last figure of every indicator that it offers', async () => {
    const body = {
      name: 'All',
      tiles: tileIndicators.slice(0, MOST_TILES).map((code) => ({ ...figure, indicator: code })),
    }
    const made = await firm.bm.call(dashboards.create, { body })
    expect(made.tiles).toHaveLength(Math.min(MOST_TILES, tileIndicators.length))
    expect(tileIndicators).toEqual(
      expect.arrayContaining(['assets', 'net-commission', 'completion-rate', 'active-ratio']),
    )
    expect(tileIndicators).not.toContain('net-inflow-running')
  })
})

describe('what one begins with', () => {
  const homeOf = async (who: Client) => {
    const { level, dashboard } = await who.call(dashboards.home)
    return [level, dashboard?.code ?? dashboard?.name ?? null]
  }

  it('differs by level: who decides, who keeps a part in hand, who works with customers', async () => {
    for (const [who, level] of [
      [firm.ho, 'decision'],
      [firm.co, 'decision'],
      [firm.bm, 'control'],
      [firm.regional, 'control'],
      [firm.am, 'execution'],
      [firm.sa, 'execution'],
    ] as const)
      expect(await homeOf(who)).toEqual([level, level])
    expect(await homeOf(firm.admin)).toEqual([null, null])
    const tilesOf = async (who: Client) => (await who.call(dashboards.home)).dashboard!.tiles
    expect((await tilesOf(firm.sa)).every(({ kind }) => kind === 'work')).toBe(true)
    expect((await tilesOf(firm.ho)).filter(({ kind }) => kind === 'indicator').length).toBeGreaterThan(3)
  })

  it('is a dashboard of one’s choice while it is in sight, and that of the level again afterwards', async () => {
    const made = await share(firm.ho, await make(firm.ho, 'The beginning'), 'branch-manager')
    const choose = (who: Client, dashboardId: string | null) => who.call(dashboards.setHome, { body: { dashboardId } })
    expect((await choose(firm.bm, made.id)).dashboard).toMatchObject({ name: 'The beginning', home: true })
    expect(await homeOf(firm.bm)).toEqual(['control', 'The beginning'])
    expect(await homeOf(firm.regional)).toEqual(['control', 'control'])
    expect(await refusalOf(choose(firm.am, made.id))).toMatchObject({ status: 404 })
    await share(firm.ho, made)
    expect(await homeOf(firm.bm)).toEqual(['control', 'control'])
    await share(firm.ho, { ...made, version: made.version + 1 }, 'branch-manager')
    expect(await homeOf(firm.bm)).toEqual(['control', 'The beginning'])
    expect((await choose(firm.bm, null)).dashboard).toMatchObject({ code: 'control' })
  })

  it('is changed for everybody of a level by head office, and neither renamed, shared nor removed', async () => {
    const { dashboard } = await firm.ho.call(dashboards.home)
    const { id, version, tiles } = dashboard!
    expect((await firm.bm.call(dashboards.home)).dashboard!.mayEdit).toBe(false)
    expect(await refusalOf(firm.co.call(dashboards.edit, { ...at(id, version), body: { tiles: [] } }))).toMatchObject({
      status: 403,
    })
    const edit = (body: object, of = version) => firm.ho.call(dashboards.edit, { ...at(id, of), body })
    expect((await edit({ tiles: [...tiles, figure] })).tiles).toHaveLength(tiles.length + 1)
    expect(await refusalOf(edit({ name: 'Mine' }, version + 1))).toMatchObject({
      status: 422,
      code: 'dashboard.built-in',
    })
    const roles = { roles: [api.roles.compliance] }
    expect(await refusalOf(edit(roles, version + 1))).toMatchObject({ status: 422, code: 'dashboard.built-in' })
    expect(await refusalOf(firm.ho.call(dashboards.remove, at(id, version + 1)))).toMatchObject({ status: 422 })
    expect((await firm.co.call(dashboards.home)).dashboard!.tiles.at(-1)).toEqual(figure)
  })
})
