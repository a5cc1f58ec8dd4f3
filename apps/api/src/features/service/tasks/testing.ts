import { Refusal } from '@rapport/contract/client'
import type { AskOf } from '@rapport/contract/endpoint'
import { tasks } from '@rapport/contract/service/tasks'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { type Client, startApi } from '#http/testing.ts'
import { addTasks, type NewTask } from './add-tasks.ts'

/** A branch with everybody who works there, its clock at ten in the morning of Friday, 20 November 2026. */
export async function startTasks() {
  const clock = { at: new Date('2026-11-20T02:00:00Z') }
  const api = await startApi({ now: () => clock.at })
  const region = await api.make((db) => makeRegion(db))
  const branch = await api.make((db) => makeBranch(db, { region }))
  const people = {
    am: await api.signIn('account-manager', branch),
    other: await api.signIn('account-manager', branch),
    sa: await api.signIn('service-agent', branch),
    sa2: await api.signIn('service-agent', branch),
    bm: await api.signIn('branch-manager', branch),
    ho: await api.signIn('head-office', branch),
    rm: await api.signIn('branch-manager', region),
  }
  const later = (hours: number) => new Date(clock.at.getTime() + hours * 3_600_000)
  const made = (owner: Client | null) =>
    api.make((db) => makeCustomer(db, api.product.seal, { owner: owner && { id: owner.userId }, unit: branch }))
  const customer = await made(people.am)
  return {
    api,
    branch,
    ...people,
    clock,
    later,
    /** A customer of the branch, with an account manager or without. */
    made,
    customer,
    /** A task as the product writes it down, for the first account manager unless it is said otherwise. */
    async add(task: Partial<NewTask> = {}): Promise<string> {
      const draft: NewTask = {
        kind: 'moment',
        title: '大额转出',
        customerId: customer.id,
        assigneeId: people.am.userId,
        necessity: 'must',
        dueAt: later(8),
        warnAt: later(6),
        ...task,
      }
      const [id] = await api.make((db) => addTasks(db, [draft], clock.at))
      return id!
    },
  }
}

export const openAs = (client: Client, id: string) => client.call(tasks.open, { params: { id } })
export const startAs = (client: Client, id: string) => client.call(tasks.start, { params: { id } })
export const recordAs = (
  client: Client,
  id: string,
  result: Partial<NonNullable<AskOf<typeof tasks.record>['body']>> = {},
) =>
  client.call(tasks.record, { params: { id }, body: { outcome: 'reached', channel: 'phone', minutes: 7, ...result } })
export const happenedTo = async (client: Client, id: string) =>
  (await client.call(tasks.history, { params: { id } })).items.map(({ what }) => what)
export const listedFor = async (client: Client, query: AskOf<typeof tasks.list>['query']) =>
  (await client.call(tasks.list, { query: { limit: '200', ...query } })).items.map(({ id }) => id)

/** The status and code of a refusal; throws where nothing was refused. */
export async function refusalOf(asked: Promise<unknown>) {
  const refusal = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`)
  return [refusal.status, refusal.problem?.errors?.[0]?.code ?? refusal.problem?.code]
}
