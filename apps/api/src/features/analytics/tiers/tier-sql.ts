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
