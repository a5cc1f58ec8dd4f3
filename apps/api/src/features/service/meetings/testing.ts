import type { AskOf } from '@rapport/contract/endpoint'
import { meetings } from '@rapport/contract/service/meetings'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { type Client, startApi } from '#http/testing.ts'

type Draft = NonNullable<AskOf<typeof meetings.create>['body']>

/** Two branches of a region with who works there, at ten in the morning of Friday, 20 November 2026. */
export async function startCalendar() {
  const clock = { at: new Date('2026-11-20T02:00:00Z') }
  const api = await startApi({ now: () => clock.at })
  const region = await api.make((db) => makeRegion(db))
  const branch = await api.make((db) => makeBranch(db, { region }))
  const elsewhere = await api.make((db) => makeBranch(db, { region }))
  const people = {
    am: await api.signIn('account-manager', branch),
    other: await api.signIn('account-manager', branch),
    sa: await api.signIn('service-agent', branch),
    bm: await api.signIn('branch-manager', branch),
    far: await api.signIn('account-manager', elsewhere),
    farBm: await api.signIn('branch-manager', elsewhere),
    ho: await api.signIn('head-office', region),
    admin: await api.signIn('administrator', branch),
  }
  const made = (owner: Client, unit = branch, more: Partial<Parameters<typeof makeCustomer>[2]> = {}) =>
    api.make((db) => makeCustomer(db, api.product.seal, { owner: { id: owner.userId }, unit, ...more }))
  return {
    api,
    clock,
    branch,
    elsewhere,
    ...people,
    made,
    customer: await made(people.am),
    hidden: await made(people.far, elsewhere),
    plan: (client: Client, more: Partial<Draft> = {}) =>
      client.call(meetings.create, { body: { title: '晨会', on: '2026-11-23', at: '09:00', minutes: 45, ...more } }),
  }
}
export type CalendarTest = Awaited<ReturnType<typeof startCalendar>>
