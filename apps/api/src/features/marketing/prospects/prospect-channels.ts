import type { BodyOf } from '@rapport/contract/endpoint'
import type { ProspectChannel, prospectChannels } from '@rapport/contract/marketing/prospects'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Place, Seal } from '@rapport/database/seal'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

const contactPlace = (id: string): Place => `prospect_channels.contact.${id}`

/** Ways in the order of their names, with what came by them as far as the viewer sees it; whom to ask there only for who looks after them. */
async function channelsOf(db: Db, seal: Seal, id: string | null): Promise<ProspectChannel[]> {
  const rows = await db.rows<Omit<ProspectChannel, 'contact'> & { sealed: string | null }>(
    'prospect-channels',
    `select h.id, h.version, h.code, h.kind, h.name, h.name_zh as "nameZh", h.state,
       h.contact_name as "contactName", h.contact_sealed as sealed, h.assignment,
       case when f.id is not null then json_build_object('id', f.id, 'name', f.name) end as "formUnit", count(p.id)::int as prospects,
       (count(p.id) filter (where p.state = 'converted'))::int as converted
     from prospect_channels h left join prospects p on p.channel_id = h.id and p.live left join units f on f.id = h.form_unit_id
     where $1::uuid is null or h.id = $1::uuid group by h.id, f.id order by h.state desc, h.kind = 'other', h.name, h.id`,
    [id],
  )
  const looksAfter = db.viewer!.permissions.includes('prospect.configure')
  return rows.map(({ sealed, contactName, ...row }) => ({
    ...row,
    contactName: looksAfter ? contactName : null,
    contact: looksAfter && sealed !== null ? seal.open(sealed, contactPlace(row.id)) : null,
  }))
}
export const listProspectChannels = async (db: Db, seal: Seal) => ({ items: await channelsOf(db, seal, null) })

/** 422 unless the unit is one of today's. */
async function refuseEndedUnit(db: Db, unitId: string | null | undefined, today: string) {
  if (!unitId) return
  const [unit] = await db.rows(
    'prospect-channel.unit',
    'select 1 from units where id = $1::uuid and valid_from <= $2::date and coalesce(valid_to >= $2::date, true)',
    [unitId, today],
  )
  if (!unit) throw refusedField('formUnitId', 'prospect.no-unit')
}

/** 409 when its code is taken. */
export async function addProspectChannel(
  db: Db,
  seal: Seal,
  draft: BodyOf<typeof prospectChannels.add>,
  today: string,
) {
  const { contact, ...data } = draft
  const taken = await db.prospectChannel.findUnique({ where: { code: data.code }, select: { id: true } })
  if (taken) throw refusedField('code', 'code.taken', 409)
  await refuseEndedUnit(db, data.formUnitId, today)
  const id = newId()
  const contactSealed = contact === null ? null : seal.close(contact, contactPlace(id))
  await db.prospectChannel.create({ data: { id, ...data, contactSealed } })
  return (await channelsOf(db, seal, id))[0]!
}

/** Changes what was given; what already came by an ended way stays its. */
export async function editProspectChannel(
  db: Db,
  seal: Seal,
  { id, version, today }: { id: string; version: number; today: string },
  edit: BodyOf<typeof prospectChannels.edit>,
) {
  const { contact, ...data } = edit
  const there = await db.prospectChannel.findUnique({ where: { id }, select: { id: true } })
  if (!there) throw new Refused(404, 'not-found')
  await refuseEndedUnit(db, data.formUnitId, today)
  const contactSealed = contact && seal.close(contact, contactPlace(id))
  const changed = await db.prospectChannel.updateMany({
    where: { id, version },
    data: { ...data, ...(contactSealed !== undefined && { contactSealed }) },
  })
  await refuseStale(changed, async () => there)
  return (await channelsOf(db, seal, id))[0]!
}
