import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import { compile } from '#features/analytics/conditions/compile.ts'
import type { Means } from '#features/service/moments/triggers/trigger-sql.ts'
import { triggerSql } from '#features/service/moments/triggers/triggers.ts'

/**
 * What a rule finds on a day: a statement of `customer_id, occurred_on, subject, variables, measure, owner_id, unit_id`, among its audience
 * and of customers who are there. `day` is the place of a date.
 */
export function foundSql({ trigger, audience }: Pick<MomentDefinition, 'trigger' | 'audience'>, means: Means): string {
  return `select f.*, c.owner_id, c.unit_id
    from (${triggerSql(trigger, means)}) f join customers c on c.id = f.customer_id
    left join warehouse.customer_indicators i on i.customer_id = c.id
    where c.deleted_at is null and ${audience ? compile(audience, means.place, means.day).sql : 'true'}`
}
