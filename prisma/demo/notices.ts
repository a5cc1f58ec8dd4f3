import type { Db } from '@rapport/database/as-viewer'

/**
 * What the head office told its people: to be confirmed by everybody, which two of three have done; to service agents alone; one that
 * comes the day after tomorrow, and one that was withdrawn.
 */
export async function writeNotices(db: Db, { today, author }: { today: string; author: string }) {
  await db.connection.query(
    `with told as (
       select uuid_v7() as id, n.*, (($1::date + n.day) + time '09:00') at time zone 'Asia/Shanghai' as at from (values
         ('关于规范客户回访与信息保密的通知', '回访须由非客户服务经理人员完成，回访内容不得外传。请各营业部组织学习，并于本周内确认知悉。', true, null, -3, null),
         ('坐席排班调整', '自下周一起，客服坐席早班提前至 08:30 开始，请留意日程。', false, 'service-agent', -1, null),
         ('系统维护预告', '本周末 20:00 至 22:00 进行系统维护，期间客户查询可能变慢。', false, null, 2, null),
         ('旧版费率说明', '请以新版费率说明为准。', false, null, -12, '已由新版替代')) n (title, body, confirm, role, day, withdrawal)),
     written as (
       insert into notices (id, title, body, confirm, author_id, unit_id, publish_at, expires_at, told_at, withdrawn_at, withdrawn_by, withdrawal, created_at)
       select t.id, t.title, t.body, t.confirm, u.id, u.unit_id, t.at, t.at + interval '60 days', case when t.day <= 0 then t.at end,
         case when t.withdrawal is not null then t.at + interval '2 days' end, case when t.withdrawal is not null then u.id end, t.withdrawal,
         t.at - interval '1 hour' from told t cross join users u where u.id = $2::uuid returning id),
     addressed as (
       insert into notice_units (notice_id, unit_id) select w.id, n.id from written w join units n on n.parent_id is null returning notice_id),
     roles_of as (
       insert into notice_roles (notice_id, role_id) select t.id, r.id from told t join roles r on r.code = t.role returning notice_id)
     insert into notice_reads (notice_id, user_id, read_at, confirmed_at)
     select t.id, p.id, t.at + p.place * interval '2 minutes', case when t.confirm then t.at + p.place * interval '3 minutes' end
     from told t join (select u.id, r.code, row_number() over (order by u.username) as place from users u join roles r on r.id = u.role_id
         where u.disabled_at is null and u.id <> $2::uuid) p on p.place % 3 <> 0 and (t.role is null or t.role = p.code)
     where t.day <= 0 and t.withdrawal is null`,
    [today, author],
  )
}
