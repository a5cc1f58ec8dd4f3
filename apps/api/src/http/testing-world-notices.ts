import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Publisher {
  userId: string
  unit: { id: string }
}
const past = new Date('2026-11-01T01:00:00Z')
const ahead = new Date('2100-01-01T00:00:00Z')

/** Notices of each publisher to their unit: one for everybody there, one for account managers, one planned and one withdrawn. */
export async function makeNotices(db: Db, publishers: readonly Publisher[], roleIds: readonly string[]) {
  for (const { userId: authorId, unit } of publishers)
    for (const [publishAt, roles, gone] of [
      [past, [], false],
      [past, roleIds, false],
      [ahead, [], false],
      [past, [], true],
    ] as const) {
      const withdrawn = gone && { withdrawnAt: past, withdrawnBy: authorId, withdrawal: '有误' }
      const notice = { id: newId(), title: '系统维护', body: '周六维护', authorId, unitId: unit.id, publishAt }
      const { id: noticeId } = await db.notice.create({ data: { ...notice, ...withdrawn } })
      await db.noticeUnit.create({ data: { noticeId, unitId: unit.id } })
      await db.noticeRole.createMany({ data: roles.map((roleId) => ({ noticeId, roleId })) })
    }
  const notices = await db.notice.findMany({ include: { units: true, roles: true } })
  const people = await db.user.findMany({ select: { id: true } })
  for (const { id: noticeId } of notices)
    await db.noticeRead.createMany({ data: people.map(({ id: userId }) => ({ noticeId, userId })) })
  return notices.map(({ id, authorId, unitId, publishAt, withdrawnAt, units, roles }) => ({
    id,
    author_id: authorId,
    unit_id: unitId,
    shown: publishAt.getTime() === past.getTime() && withdrawnAt === null,
    units: units.map((one) => one.unitId),
    roles: roles.map((one) => one.roleId),
  }))
}
