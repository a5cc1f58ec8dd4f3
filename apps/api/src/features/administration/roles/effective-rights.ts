import type { roles } from '@rapport/contract/administration/organisation'
import type { BodyOf, ReplyOf } from '@rapport/contract/endpoint'
import { endpoints } from '@rapport/contract/endpoints'
import { personalClasses } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'
import { mayCall } from '#http/serve.ts'

/** What rights come to for a person: calls, units in sight (none named where the scope is not units), masks. */
export async function effectiveRights(
  db: Db,
  rights: BodyOf<typeof roles.tryOut>,
): Promise<ReplyOf<typeof roles.tryOut>> {
  const person = await db.user.findUnique({ where: { id: rights.userId }, select: { unitId: true } })
  if (!person) throw refusedField('userId', 'user.unknown')
  const units =
    rights.scope === 'units'
      ? await db.rows<{ id: string; name: string }>(
          'units-below',
          `select u.id, u.name from unit_ancestry a join units u on u.id = a.descendant_id
           where a.ancestor_id = $1 order by u.code`,
          [person.unitId],
        )
      : []
  return {
    endpoints: endpoints
      .filter(({ endpoint }) => endpoint.caller !== 'anybody' && mayCall(endpoint.caller, rights))
      .map(({ endpoint: { method, path, summary } }) => ({ method, path, summary })),
    scope: rights.scope,
    units,
    masked: personalClasses.filter((kind) => !rights.clearance.includes(kind)),
    clear: personalClasses.filter((kind) => rights.clearance.includes(kind)),
  }
}
