import { businessDay } from '#product.ts'
import { admitNoted } from './admit-noted.ts'
import { decideFound } from './decide.ts'
import { dueRules } from './due-days.ts'
import { lookAtGoals } from './goals.ts'
import { judgeRule, type Works } from './judge-rule.ts'

/**
 * One look at what happened: judges the live rules for the days of which something was published and for the days of the calendar,
 * then decides what becomes of all that was found together, so that what falls on one day is one contact. Each step is a
 * transaction of its own and done once: whoever dies in the middle is followed by somebody who goes on there.
 */
export async function findMoments(works: Works, stopping: () => boolean = () => false): Promise<void> {
  for (const { rule, ...due } of await dueRules(works, businessDay(works.now()))) {
    if (stopping()) return
    await judgeRule(works, rule, due)
  }
  await admitNoted(works)
  // Two at a time, of different managers: neither waits for what the other writes.
  const sides = await Promise.allSettled(
    [0, 1].map(async (part) => {
      while (!stopping() && (await decideFound(works, undefined, { mask: 1, part })));
    }),
  )
  for (const side of sides) if (side.status === 'rejected') throw side.reason
  while (!stopping() && (await lookAtGoals(works)));
}
