import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Staff {
  id: string
  staffNo: string | null
}

/** One manager in so many may trade and sell funds, but not yet advise. */
const NEW_EVERY = 7

/** What managers are licensed to do; of one the licence to advise ran out a month ago. */
export async function writeLicences(db: Db, today: string) {
  const managers = await db.rows<Staff>(
    'demo.managers',
    `select u.id, u.staff_no as "staffNo" from users u join roles r on r.id = u.role_id
     where r.code in ('account-manager', 'branch-manager') order by u.username`,
    [],
  )
  const validFrom = new Date('2022-01-10')
  const monthAgo = new Date(Date.parse(`${today}T00:00:00Z`) - 30 * 86_400_000)
  const rows = managers.flatMap(({ id: userId, staffNo }, n) => {
    const advises = n % NEW_EVERY !== NEW_EVERY - 1
    const ranOut = n === NEW_EVERY - 2
    return [
      { kind: 'fund-sales', number: `F${staffNo ?? n}`, validTo: null },
      ...(advises
        ? [{ kind: 'investment-adviser', number: `S${staffNo ?? n}`, validTo: ranOut ? monthAgo : null }]
        : []),
    ].map((one) => ({ ...one, id: newId(), userId, validFrom }))
  })
  await db.licence.createMany({ data: rows })
}
