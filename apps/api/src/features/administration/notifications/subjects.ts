import type { Db } from '@rapport/database/as-viewer'

/** What a notification is about, as its reader sees it now. */
export interface Subject {
  title: string | null
  titleZh: string | null
  code: string | null
  customer: { id: string; name: string } | null
}

const customer = `case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer`
const nameless = `null as "titleZh", null as code`

/** By kind the names of records, $1 their ids; what is out of sight is not there. */
const statements = {
  task: `select t.id, t.title, t.title_zh as "titleZh", t.code, ${customer} from tasks t left join customers c on c.id = t.customer_id`,
  case: `select t.id, t.title, ${nameless}, ${customer} from cases t left join customers c on c.id = t.customer_id`,
  'moment-rule': `select t.id, v.definition ->> 'name' as title, v.definition ->> 'nameZh' as "titleZh", t.code, null as customer
    from moment_rules t cross join lateral (
      select definition from moment_rule_versions v where v.rule_id = t.id order by number desc limit 1) v`,
  approval: `select t.id, t.title, t.title_zh as "titleZh", null as code, ${customer} from approvals t left join customers c on c.id = t.customer_id`,
  'message-batch': `select t.id, m.name as title, m.name_zh as "titleZh", null as code, null as customer
    from message_batches t join message_templates m on m.id = t.template_id`,
  'customer-report': `select t.id, c.name as title, ${nameless}, ${customer} from customer_reports t join customers c on c.id = t.customer_id`,
  'report-batch': `select t.id, s.name as title, ${nameless}, null as customer from report_batches t left join segments s on s.id = t.segment_id`,
  meeting: `select t.id, t.title, ${nameless}, null as customer from meetings t`,
  call: `select t.id, coalesce(c.name, 'unknown number') as title, coalesce(c.name, '未知号码') as "titleZh", null as code, ${customer}
    from calls t left join customers c on c.id = t.customer_id`,
  prospect: `select t.id, c.name as title, ${nameless}, ${customer} from prospects t join customers c on c.id = t.customer_id`,
  notice: `select t.id, t.title, ${nameless}, null as customer from notices t`,
  import: `select t.id, t.file_name as title, ${nameless}, null as customer from imports t`,
} as const
/** Kinds whose own feature tells no more than that there is one are not among the statements. */
export type AboutKind = keyof typeof statements | 'note' | 'survey'

/** What may be asked for: who sees no customers is told of notices only, and may not read the others. */
const named = (db: Db, kind: AboutKind): kind is keyof typeof statements =>
  Object.hasOwn(statements, kind) && (kind === 'notice' || db.viewer!.scope !== 'none')

/** The subjects in sight by their ids. */
export async function subjectsOf(
  db: Db,
  about: readonly { aboutKind: AboutKind | null; aboutId: string | null }[],
): Promise<Map<string, Subject>> {
  const ids = new Map<keyof typeof statements, Set<string>>()
  for (const { aboutKind, aboutId } of about)
    if (aboutKind !== null && aboutId !== null && named(db, aboutKind))
      ids.set(aboutKind, (ids.get(aboutKind) ?? new Set()).add(aboutId))
  const found = await Promise.all(
    [...ids].map(([kind, of]) =>
      db.rows<Subject & { id: string }>(`notified.${kind}`, `${statements[kind]} where t.id = any ($1::uuid[])`, [
        [...of],
      ]),
    ),
  )
  return new Map(found.flat().map(({ id, ...subject }) => [id, subject]))
}
