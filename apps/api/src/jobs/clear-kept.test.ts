import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '#http/testing.ts'
import { clearKept } from './clear-kept.job.ts'

const DAY = 86_400_000
let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

/** One round of what the worker does. */
const clear = async (readNotificationDays: number) => {
  let rounds = 0
  const failed: unknown[] = []
  await clearKept(
    { ...api.product, readNotificationDays },
    () => rounds++ > 2,
    (error) => failed.push(error),
  )
  expect(failed).toEqual([])
}

it('notifications that were read so many days ago are removed; what nobody read stays, however old', async () => {
  const userId = newId()
  const write = (days: number, read: boolean) =>
    api.make((db) =>
      db.notification.create({
        data: {
          id: newId(),
          userId,
          kind: 'mention',
          createdAt: new Date(Date.now() - 400 * DAY),
          readAt: read ? new Date(Date.now() - days * DAY) : null,
        },
      }),
    )
  const [old, fresh, unread] = [await write(31, true), await write(29, true), await write(400, false)]
  await clear(30)
  const left = await api.make((db) => db.notification.findMany({ where: { userId }, orderBy: { id: 'asc' } }))
  expect(left.map(({ id }) => id)).toEqual([fresh.id, unread.id])
  expect(left.map(({ id }) => id)).not.toContain(old.id)
})

it('who has not tried to sign in for a day is forgotten; whoever has to wait still waits', async () => {
  await api.make((db) =>
    db.rows(
      '',
      `insert into sign_in_throttles (key, failures, first_at, blocked_until) values
         ('account:stale', 3, now() - interval '25 hours', null),
         ('account:tried', 3, now() - interval '23 hours', null),
         ('account:waits', 9, now() - interval '25 hours', now() + interval '10 minutes')`,
      [],
    ),
  )
  await clear(30)
  const left = await api.make((db) =>
    db.rows<{ key: string }>('', `select key from sign_in_throttles where key like 'account:%' order by key`, []),
  )
  expect(left.map(({ key }) => key)).toEqual(['account:tried', 'account:waits'])
})
