import { type ChartName, chartCatalogue, chartNames, rankable } from '@rapport/contract/analytics/chart-catalogue'
import { type IndicatorCode, indicatorCatalogue, indicatorCodes } from '@rapport/contract/analytics/indicator-catalogue'
import type { Indicator, indicators } from '@rapport/contract/analytics/indicators'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { trustOfAll } from '#features/analytics/figures/figures.ts'
import { Refused, stale } from '#http/refused.ts'

type Said = Pick<
  Indicator,
  'owner' | 'target' | 'freshBy' | 'note' | 'name' | 'nameZh' | 'about' | 'aboutZh' | 'version' | 'updatedAt'
>
const unsaid: Said = {
  owner: null,
  target: null,
  freshBy: null,
  note: null,
  name: null,
  nameZh: null,
  about: null,
  aboutZh: null,
  version: 0,
  updatedAt: null,
}

/** What the firm says, by code. */
async function saidOf(db: Db): Promise<Map<string, Said>> {
  const rows = await db.rows<Said & { code: string }>(
    'indicators.said',
    `select i.code, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner,
       trim_scale(i.target)::text as target, i.fresh_by as "freshBy", i.note, i.name, i.name_zh as "nameZh", i.about,
       i.about_zh as "aboutZh", i.version, to_char(i.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
     from warehouse.indicators i left join users u on u.id = i.owner_id`,
    [],
  )
  return new Map(rows.map(({ code, ...said }) => [code, said]))
}

/** What the firm wants indicators to be, by code. */
export async function targetsOf(db: Db): Promise<Map<string, string>> {
  const rows = await db.rows<{ code: string; target: string }>(
    'indicators.targets',
    'select code, trim_scale(target)::text as target from warehouse.indicators where target is not null',
    [],
  )
  return new Map(rows.map(({ code, target }) => [code, target]))
}

/** The charts that show an indicator; the ranking shows every one by which it can rank. */
const chartsOf = (code: IndicatorCode): ChartName[] =>
  chartNames.filter(
    (name) =>
      (Object.values(chartCatalogue[name].columns) as IndicatorCode[]).includes(code) ||
      (name === 'units' && (rankable as readonly IndicatorCode[]).includes(code)),
  )

/** The whole catalogue, with what the firm says of each. */
export async function listIndicators(db: Db): Promise<{ items: Indicator[] }> {
  const said = await saidOf(db)
  const { items: trusts } = await trustOfAll(db)
  return {
    items: indicatorCodes.map((code) => {
      const { unit, formula, figure } = indicatorCatalogue[code]
      const trust = trusts.find((one) => one.figure === figure)
      return {
        code,
        unit,
        formula,
        figure,
        ...(said.get(code) ?? unsaid),
        trust: trust ? { state: trust.state, asOf: trust.asOf, brokenSince: trust.brokenSince } : null,
        charts: chartsOf(code),
      }
    }),
  }
}

export async function openIndicator(db: Db, code: IndicatorCode): Promise<Indicator> {
  return (await listIndicators(db)).items.find((one) => one.code === code)!
}

const columns = {
  ownerId: 'owner_id',
  target: 'target',
  freshBy: 'fresh_by',
  note: 'note',
  name: 'name',
  nameZh: 'name_zh',
  about: 'about',
  aboutZh: 'about_zh',
} as const

/** Changes what the firm says of an indicator; 412 when somebody did in between, 422 for an owner whom nobody knows. */
export async function editIndicator(
  db: Db,
  by: string,
  code: IndicatorCode,
  version: number,
  edit: BodyOf<typeof indicators.edit>,
): Promise<Indicator> {
  if (edit.ownerId && !(await db.user.findUnique({ where: { id: edit.ownerId }, select: { id: true } })))
    throw new Refused(422, 'indicator.owner-unknown')
  const names = Object.keys(columns) as (keyof typeof columns)[]
  const changed = JSON.stringify(
    Object.fromEntries(names.flatMap((name) => (name in edit ? [[columns[name], edit[name] ?? null]] : []))),
  )
  // Of the row as it is, or of none, with what was changed in it.
  const rows = await db.rows<{ version: number }>(
    'indicators.edit',
    `insert into warehouse.indicators as i (code, ${Object.values(columns).join(', ')}, version, updated_by)
     select $1, ${Object.values(columns)
       .map((column) => `e.${column}`)
       .join(', ')}, 1, $4::uuid
     from jsonb_populate_record(coalesce((select o from warehouse.indicators o where o.code = $1), null::warehouse.indicators), $3::jsonb) e
     where $2::int = coalesce((select version from warehouse.indicators o where o.code = $1), 0)
     on conflict (code) do update set ${Object.values(columns)
       .map((column) => `${column} = excluded.${column}`)
       .join(', ')},
       version = i.version + 1, updated_at = clock_timestamp(), updated_by = excluded.updated_by
     where i.version = $2::int
     returning i.version`,
    [code, version, changed, by],
  )
  if (rows.length === 0) throw stale()
  await db.rows('indicators.note', `select audit_note('update', $1, md5($2)::uuid, null, null, $3::jsonb)`, [
    'indicators',
    code,
    JSON.stringify({ code, ...JSON.parse(changed) }),
  ])
  return openIndicator(db, code)
}
