import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { count, id, listOf, month, PersonInRow, UnitInRow } from '#shapes.ts'

/** What one employee did in a month. */
export const ServiceCount = z
  .strictObject({
    person: PersonInRow,
    /** Where they work now. */
    unit: UnitInRow,
    /** Care visits with an outcome, by planned day, and contacts that were loaded. */
    contacts: count,
    /** Of those whose length is known. */
    minutes: count,
    tasksDone: count,
    /** Of those, how many could be late: not where the cause was told late. */
    tasksCharged: count,
    tasksOnTime: count,
    /** Those that compliance did not reject. */
    callBacks: count,
    /** Cases that they answered, each once. */
    casesAnswered: count,
  })
  .meta({ id: 'ServiceCount' })
export type ServiceCount = z.infer<typeof ServiceCount>

export const serviceCounts = {
  list: endpoint('GET /service-counts', {
    summary: 'What was done for customers in a month, by employee: one’s own, or as a leader that of one’s units',
    permission: 'task.read',
    query: z.strictObject({ month: month.optional(), unit: id.optional() }),
    reply: listOf(ServiceCount),
  }),
}
