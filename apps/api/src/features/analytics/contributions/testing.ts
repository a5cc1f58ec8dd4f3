import { makeAccount } from '@rapport/database/factories'
import { insertRows, type Rows } from '@rapport/database/factories/insert-rows'
import type { Api } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

type Kind = Rows['income']['kind']
export type Booked = [day: string, kind: Kind, amount: string, currency?: string]

let booked = 0

/** Income of a customer, as a feed would have brought it; `added` when the worker has looked. */
export async function makeIncome(api: Api, customer: { id: string }, rows: readonly Booked[]): Promise<void> {
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    await insertRows(
      db,
      'income',
      rows.map(([bookedOn, kind, amount, currency = 'CNY']) => ({
        customerId: customer.id,
        accountId: account.id,
        bookedOn,
        kind,
        amount,
        currency,
        externalKey: `i${++booked}`,
      })),
    )
    await db.rows(
      '',
      `insert into warehouse.contributions_due (customer_id, month)
       select distinct $1::uuid, date_trunc('month', day)::date from unnest($2::date[]) day`,
      [customer.id, rows.map(([day]) => day)],
    )
  })
}

/** Everything that is marked is added up. */
export async function addUp(api: Api): Promise<void> {
  while (await renewWhatImportsTouched(api.product));
}
