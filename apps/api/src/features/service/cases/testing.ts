import type { BodyOf } from '@rapport/contract/endpoint'
import { type CaseStep, cases } from '@rapport/contract/service/cases'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion, makeUser } from '@rapport/database/factories'
import { type Client, startApi } from '#http/testing.ts'

/** A branch with everybody who has to do with cases, over a clock that tests set. */
export async function startService() {
  const clock = { now: new Date('2026-11-20T02:00:00Z') }
  const api = await startApi({ now: () => clock.now })
  const region = await api.make((db) => makeRegion(db))
  const branch = await api.make((db) => makeBranch(db, { region }))
  const head = await api.make((db) => makeHeadOffice(db))
  const people = {
    am: await api.signIn('account-manager', branch),
    other: await api.signIn('account-manager', branch),
    sa: await api.signIn('service-agent', branch),
    sa2: await api.signIn('service-agent', branch),
    bm: await api.signIn('branch-manager', branch),
    rm: await api.signIn('branch-manager', region),
    ho: await api.signIn('head-office', head),
    co: await api.signIn('compliance', head),
  }
  const customerOf = (owner: Client | null) =>
    api.make((db) =>
      makeCustomer(db, api.product.seal, {
        owner: owner && { id: owner.userId },
        unit: branch,
        openedOn: '2026-01-05',
      }),
    )
  const register = (client: Client, draft: Partial<BodyOf<typeof cases.register>> = {}) =>
    client.call(cases.register, {
      body: { classCode: 'complaint', channel: 'phone', title: '佣金与约定不符', callerName: '王先生', ...draft },
    })
  const take = (client: Client, id: string, ...steps: CaseStep[]) =>
    steps.reduce<Promise<unknown>>(
      (before, step) => before.then(() => client.call(cases.takeStep, { params: { id }, body: step })),
      Promise.resolve(),
    )
  return {
    api,
    branch,
    region,
    ...people,
    customerOf,
    register,
    take,
    clock,
    colleague: () => api.make((db) => makeUser(db, { role: 'service-agent', unit: branch })),
    at: (instant: string) => {
      clock.now = new Date(instant)
    },
    see: (client: Client, id: string) => client.call(cases.open, { params: { id } }),
    happened: async (client: Client, id: string) =>
      (await client.call(cases.history, { params: { id } })).items.map(({ what }) => what),
  }
}
export type ServiceFirm = Awaited<ReturnType<typeof startService>>
