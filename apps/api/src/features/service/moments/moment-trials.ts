import type { BodyOf } from '@rapport/contract/endpoint'
import type { MomentTrial, moments } from '@rapport/contract/service/moments'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'

/** So many days at once: a year and a day. */
const LONGEST = 366
const DAY = 86_400_000

/** Asks for a trial, which the worker makes: of the draft, or of what is live where there is none. */
export async function askTrial(
  db: Db,
  viewer: SignedIn,
  code: string,
  { from, to }: BodyOf<typeof moments.tryRule>,
): Promise<MomentTrial> {
  const days = (Date.parse(to) - Date.parse(from)) / DAY + 1
  if (days < 1) throw refusedField('to', 'period.order')
  if (days > LONGEST) throw refusedField('to', 'period.long')
  if (to > viewer.described.today) throw refusedField('to', 'period.future')
  const [made] = await db.rows<{ id: string }>(
    'moment-trial-ask',
    `insert into moment_trials (id, rule_id, definition, from_day, to_day, asked_by)
     select $1, r.id, v.definition, $3::date, $4::date, $5 from moment_rules r
     join moment_rule_versions v on v.rule_id = r.id and v.state in ('draft', 'live')
     where r.code = $2 order by v.state limit 1 returning id`,
    [newId(), code, from, to, viewer.id],
  )
  if (!made) throw new Refused(404, 'not-found')
  return openTrial(db, made.id)
}

/** One's own trial, with those of its examples who are in sight; 404 for any other. */
export async function openTrial(db: Db, id: string): Promise<MomentTrial> {
  const [found] = await db.rows<{ item: MomentTrial }>(
    'moment-trial',
    `select json_build_object('id', t.id, 'state', t.state, 'from', t.from_day, 'to', t.to_day, 'daysDone', t.days_done,
       'days', coalesce(t.result->'days', '[]'), 'error', t.error,
       'examples', coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) order by c.customer_no)
          from customers c where c.id in (select (x #>> '{}')::uuid from jsonb_array_elements(t.result->'examples') x)), '[]')) as item
     from moment_trials t where t.id = $1::uuid`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}
