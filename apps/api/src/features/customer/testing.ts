import { customers } from '@rapport/contract/customer/customers'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { type SignedIn, viewerById } from '#http/session.ts'
import type { Api, Client } from '#http/testing.ts'

/** Two branches of one region with everybody who has something to do with customers, signed in. */
export async function makeFirm(api: Api) {
  const { headOffice, region, branch, elsewhere } = await api.make(async (db) => {
    const region = await makeRegion(db)
    return {
      headOffice: await makeHeadOffice(db),
      region,
      branch: await makeBranch(db, { region }),
      elsewhere: await makeBranch(db, { region }),
    }
  })
  const people = {
    am: await api.signIn('account-manager', branch),
    colleague: await api.signIn('account-manager', branch),
    stranger: await api.signIn('account-manager', elsewhere),
    bm: await api.signIn('branch-manager', branch),
    sa: await api.signIn('service-agent', branch),
    ho: await api.signIn('head-office', headOffice),
    co: await api.signIn('compliance', headOffice),
    admin: await api.signIn('administrator', headOffice),
  }
  type Draft = Omit<Parameters<typeof makeCustomer>[2], 'unit' | 'owner'>
  const customerOf = (owner: Client, draft: Draft = {}) =>
    api.make((db) =>
      makeCustomer(db, api.product.seal, {
        ...draft,
        owner: { id: owner.userId },
        unit: owner === people.stranger ? elsewhere : branch,
      }),
    )
  return { ...people, headOffice, region, branch, elsewhere, customerOf }
}
export type Firm = Awaited<ReturnType<typeof makeFirm>>

let sequence = 0
/** A valid number of somebody born on this day; odd sequences are male. No two are the same within 500. */
export const residentId = (birthOn = '1988-03-07', sex: 'male' | 'female' = 'male') =>
  makeResidentId({ area: '310101', birthOn, sequence: ((sequence++ * 2) % 998) + (sex === 'male' ? 1 : 0) })

/** The present version of a customer, as this person sees it. */
export const versionOf = async (who: Client, id: string) => (await who.call(customers.open, { params: { id } })).version

/** The row as PostgreSQL keeps it, with the transaction that wrote it: equal only when nothing was written. */
export const rowOf = (api: Api, table: string, id: string) =>
  api.make(async (db) => {
    const [row] = await db.rows<{ xmin: string; row: unknown }>(
      `row-of-${table}`,
      `select xmin::text, to_jsonb(t) as row from ${table} t where id = $1`,
      [id],
    )
    return row
  })

/** How a call was refused: status, code and the fields with their codes; null when it was not. */
export async function refusalOf(call: Promise<unknown>) {
  try {
    await call
    return null
  } catch (error) {
    const { status, problem } = error as { status?: number; problem?: { code: string; errors?: unknown } | null }
    if (status === undefined) throw error
    return { status, code: problem?.code, ...(problem?.errors !== undefined && { errors: problem.errors }) }
  }
}

/** Does `first` as this person in a transaction that stays open until `second` has ended or waits for a lock of it. */
export async function meanwhile<T>(
  api: Api,
  who: Client,
  first: (db: Db, viewer: SignedIn) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<T> {
  const viewer = (await viewerById(api.product, who.userId))!
  const waits = () =>
    api.make((db) => db.rows<{ n: number }>('waits', 'select count(*) as n from pg_locks where not granted', []))
  let other: Promise<T> | undefined
  await asViewer(api.product.connections, viewer, { readOnly: false }, async (db) => {
    await first(db, viewer)
    let ended = false
    other = second().finally(() => {
      ended = true
    })
    while (!ended && (await waits())[0]!.n === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  })
  return other!
}
