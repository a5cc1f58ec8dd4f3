/** The tier by hand of a customer on a day, both as places in a statement; null where nobody gave one. */
const byHand = (customer: string, day: string) =>
  `(select h.tier from tiers_by_hand h where h.customer_id = ${customer} and h.valid_from <= ${day}
     and (h.valid_to is null or h.valid_to > ${day}) order by h.set_at desc limit 1)`
export const byRule = (customer: string, day: string) =>
  `(select r.tier from warehouse.customer_tiers r where r.customer_id = ${customer} and r.valid_from <= ${day}
     and (r.valid_to is null or r.valid_to > ${day}))`
/** The tier that holds: what a person said, while it lasts, and else the rule. */
export const tierOn = (customer: string, day: string) => `coalesce(${byHand(customer, day)}, ${byRule(customer, day)})`
/** The next day on which it is another because a person said until when. */
export const tierTurns = (customer: string, day: string) =>
  `(select min(h.valid_to) from tiers_by_hand h where h.customer_id = ${customer} and h.valid_to > ${day})`

/**
 * The tier that holds, of many customers at once: looked up for each of a hundred thousand it took longer than anything else.
 * `name` tells several days in one statement apart.
 */
export const tierOf = (name: string) => `coalesce(${name}_hand.tier, ${name}_rule.tier)`
export const tierJoins = (name: string, customer: string, day: string) => `
  left join (select customer_id, tier from warehouse.customer_tiers
    where valid_from <= ${day} and (valid_to is null or valid_to > ${day})) ${name}_rule on ${name}_rule.customer_id = ${customer}
  left join (select distinct on (customer_id) customer_id, tier from tiers_by_hand
    where valid_from <= ${day} and (valid_to is null or valid_to > ${day}) order by customer_id, set_at desc) ${name}_hand
    on ${name}_hand.customer_id = ${customer}`
