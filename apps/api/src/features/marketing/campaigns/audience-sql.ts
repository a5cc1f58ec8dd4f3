const memberOf = (segments: string) =>
  `exists (select from segment_memberships x where x.customer_id = c.id and x.left_on is null and x.segment_id ${segments})`

/** SQL of whether a customer `c` belongs to the unit of the campaign `k` or one below. */
export const ofItsUnit = 'c.unit_id in (select u.descendant_id from unit_ancestry u where u.ancestor_id = k.unit_id)'

/** SQL of the customers `c` whom the campaign `k` is for: who is in its segment, belongs to its unit or one below, and has not left. */
export const audience = `customers c where c.deleted_at is null and c.lifecycle <> 'closed' and ${memberOf('= k.segment_id')}
  and ${ofItsUnit}`

/** SQL of whether one of them is in a segment that is left out. */
export const leftOut = memberOf('= any (k.excluded_ids)')

/** SQL of whether all of these segments are judged as they stand: one that is not would leave nobody out. */
export const judged = (which: string) => `not exists (select from segments s where ${which}
  and s.judged_version is distinct from s.condition_version)`
