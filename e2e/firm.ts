import { randomInt } from 'node:crypto'
import { roles, units, users } from '@rapport/contract/administration/organisation'
import { call, type Wire } from '@rapport/contract/client'
import { type Customer, customers } from '@rapport/contract/customer/customers'
import type { AskOf, Endpoint, ReplyOf } from '@rapport/contract/endpoint'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { type Preferences, session, type Viewer } from '@rapport/contract/session'

export type RoleCode =
  | 'account-manager'
  | 'service-agent'
  | 'branch-manager'
  | 'head-office'
  | 'compliance'
  | 'administrator'

/** Somebody signed in: what they may do, and the API as they see it. */
export interface Person {
  username: string
  password: string
  cookie: string
  viewer: Viewer
  call: <E extends Endpoint>(endpoint: E, ask?: AskOf<E> & { form?: FormData }) => Promise<ReplyOf<E>>
}

export const plainPreferences: Preferences = { locale: 'en', theme: 'light', rising: 'red' }
const demoPassword = process.env.RAPPORT_DEMO_PASSWORD ?? 'rapport-demo'

/** Signs in by the API, as a script of the firm's would. */
export async function signIn(origin: string, username: string, password = demoPassword): Promise<Person> {
  let cookie = ''
  const wire: Wire = {
    base: `${origin}/api`,
    headers: () => ({ origin, cookie }),
    fetch: async (...asked) => {
      const answer = await fetch(...asked)
      cookie = answer.headers.get('set-cookie')?.split(';')[0] || cookie
      return answer
    },
  }
  const viewer = await call(wire, session.signIn, { body: { username, password } })
  return { username, password, cookie, viewer, call: (endpoint, ask) => call(wire, endpoint, ask) }
}

/** The demo firm as journeys use it: each hires people of its own, so that none reads what another wrote. */
export async function findFirm(origin: string) {
  const admin = await signIn(origin, 'admin')
  const { items: known } = await admin.call(roles.list)
  const { items: tree } = await admin.call(units.list)
  const unitOf = { 'head-office': 'HO', compliance: 'HO', administrator: 'HO' } as Partial<Record<RoleCode, string>>
  const unit = (code: string) => tree.find((one) => one.code === code)!
  return {
    admin,
    /** A unit by its code, such as B01. */
    unit,
    /** The code of a unit by its id. */
    codeOf: (id: string) => tree.find((one) => one.id === id)!.code,
    /** A new person of a role, in the first branch or at head office, unless another unit is named by its code. */
    async hire(role: RoleCode, of: { unit?: string; preferences?: Partial<Preferences> } = {}): Promise<Person> {
      const username = `${role}-${randomInt(2 ** 40).toString(36)}`
      const password = `journey of ${username}`
      await admin.call(users.create, {
        body: {
          username,
          name: `${['周', '吴', '郑', '冯'][randomInt(4)]}${randomInt(10_000)}`,
          unitId: unit(of.unit ?? unitOf[role] ?? 'B01').id,
          roleId: known.find(({ code }) => code === role)!.id,
          password,
        },
      })
      const person = await signIn(origin, username, password)
      await person.call(session.setPreferences, { body: { ...plainPreferences, ...of.preferences } })
      return person
    },
  }
}
export type Firm = Awaited<ReturnType<typeof findFirm>>

/** A valid resident ID of somebody between 20 and 60, most likely nobody else's. */
export const someResidentId = () =>
  makeResidentId({
    area: '110105',
    birthOn: `${1966 + randomInt(40)}-${String(1 + randomInt(12)).padStart(2, '0')}-${String(1 + randomInt(28)).padStart(2, '0')}`,
    sequence: 1 + randomInt(998),
  })

type Details = Partial<NonNullable<AskOf<typeof customers.create>['body']>>

/** A new customer of an account manager. */
export const newCustomer = (owner: Person, name: string, details: Details = {}): Promise<Customer> =>
  owner.call(customers.create, {
    body: { kind: 'person', name, identification: { type: 'resident-id', number: someResidentId() }, ...details },
  })
