import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'

const notes = ['询问两融利率与开通条件', '咨询基金赎回到账时间', '更正联系地址', '询问新股中签缴款', null] as const

/** What the people of the firm planned with each other, wrote of their days and spoke by telephone: the same each time. */
export async function writeCalendarAndCalls(db: Db, seal: Seal, today: string) {
  await writeMeetings(db, today)
  await writeLogs(db, today)
  await db.connection.query(
    `update users u set extension = (8000 + n)::text, created_at = $1::date - 400 from (select u.id, row_number() over (order by u.username) as n from users u
       join roles r on r.id = u.role_id and 'call.take' = any (r.permissions)) x where x.id = u.id`,
    [today],
  )
  await writeCalls(db, seal, today)
}

/** Each branch meets every Monday; each account manager has a review with a customer this week, and something of their own. */
const writeMeetings = (db: Db, today: string) =>
  db.connection.query(
    `with monday as (select date_trunc('week', $1::date)::date as day),
     staff as (select u.id, u.unit_id, u.username, r.code, row_number() over (partition by u.unit_id order by u.username) as n
       from users u join roles r on r.id = u.role_id where 'calendar.use' = any (r.permissions) and u.disabled_at is null),
     planned as (
       select '晨会' as title, m.day - 28 as on, '08:40'::time as at, 20 as minutes, 'week' as every, m.day + 84 as until, '三楼会议室' as place,
         b.id as organiser, (select array_agg(s.id) from staff s where s.unit_id = b.unit_id) as people, '{}'::uuid[] as customers, false as private
       from monday m cross join staff b where b.code = 'branch-manager' and b.n = (select min(n) from staff x where x.unit_id = b.unit_id and x.code = b.code)
       union all
       select '年度资产回顾', m.day + (s.n % 5)::int, '14:00'::time + (s.n % 4) * interval '45 minutes', 60, null, null, '贵宾室', s.id, array[s.id],
         array[c.id], false
       from monday m cross join staff s join lateral (select id from customers c where c.owner_id = s.id and c.deleted_at is null
         order by c.customer_no limit 1) c on true where s.code = 'account-manager'
       union all
       select '体检', m.day + 3, '10:00'::time, 90, null, null, null, s.id, array[s.id], '{}', true
       from monday m cross join staff s where s.code = 'account-manager' and s.n % 3 = 0)
     insert into meetings (id, title, starts_at, first_at, ends_at, last_at, repeat_every, repeat_interval, repeat_until, place, organiser_id, unit_id, people,
       customer_ids, private, remind_minutes)
     select uuid_v7(), p.title, s.at, s.at, s.at + p.minutes * interval '1 minute',
       coalesce((p.until + p.at) at time zone 'Asia/Shanghai', s.at) + p.minutes * interval '1 minute', p.every, case when p.every is not null then 1 end,
       p.until, p.place, p.organiser, p.organiser, p.people, p.customers, p.private, 15
     from planned p cross join lateral (select (p.on + p.at) at time zone 'Asia/Shanghai' as at) s`,
    [today],
  )

/** Of the last two weeks, most days of most people, most of them answered. */
const writeLogs = (db: Db, today: string) =>
  db.connection.query(
    `insert into work_logs (id, user_id, unit_id, day, text, submitted_at, comment, commented_at, commented_by, created_at)
     select uuid_v7(), u.id, u.unit_id, d.day, (array['上午拜访客户并整理回访记录，下午跟进到期理财。', '电话回访存量客户，处理两件咨询。', '参加晨会与产品培训，完善客户资料。'])[1 + h % 3],
       (d.day + time '17:40') at time zone 'Asia/Shanghai', case when lead.id is not null and h % 4 = 0 then '跟进及时，继续保持。' end,
       case when lead.id is not null and h % 4 = 0 then ((d.day + 1) + time '08:20') at time zone 'Asia/Shanghai' end,
       case when h % 4 = 0 then lead.id end, (d.day + time '17:30') at time zone 'Asia/Shanghai'
     from users u join roles r on r.id = u.role_id and 'work-log.write' = any (r.permissions)
       cross join (select $1::date - i as day from generate_series(1, 14) i) d
       cross join lateral (select abs(hashtext(u.username || d.day::text)) as h) h
       left join lateral (select l.id from users l join roles lr on lr.id = l.role_id and lr.code = 'branch-manager'
         where l.unit_id = u.unit_id and l.id <> u.id order by l.username limit 1) lead on true
     where extract(isodow from d.day) < 6 and not exists (select from service_days s where s.day = d.day and not s.works) and h % 9 <> 0`,
    [today],
  )

/** Four calls of each account manager's customers in the last days, the newest not written down yet. */
async function writeCalls(db: Db, seal: Seal, today: string) {
  const lines = await db.rows<{
    customer: string
    owner: string
    extension: string
    id: string
    sealed: string
    n: string
  }>(
    '',
    `select * from (select c.id as customer, c.owner_id as owner, u.extension, p.id, p.value_sealed as sealed,
         row_number() over (partition by c.owner_id order by c.customer_no) as n
       from customers c join users u on u.id = c.owner_id and u.extension is not null and u.disabled_at is null
         join contact_points p on p.customer_id = c.id and p.kind = 'mobile' where c.deleted_at is null) x where n <= 4`,
    [],
  )
  const data = lines.map((line) => {
    const [id, n] = [newId(), Number(line.n)]
    const number = seal.open(line.sealed, `contact_points.value.${line.id}`)
    const rangAt = new Date(Date.parse(`${today}T02:10:00Z`) - n * 86_400_000 + n * 1_700_000)
    const answered = n !== 3
    const endedAt = new Date(rangAt.getTime() + (answered ? n * 130_000 : 30_000))
    return {
      ...{
        id,
        callRef: id,
        direction: n === 2 ? 'out' : 'in',
        numberKind: 'mobile',
        numberHash: seal.hash('mobile', number),
      },
      numberSealed: seal.close(number, `calls.number.${id}`),
      ...{
        customerId: line.customer,
        agentId: line.owner,
        unitId: line.owner,
        extension: line.extension,
        rangAt,
        endedAt,
      },
      answeredAt: answered ? new Date(rangAt.getTime() + 6_000) : null,
      recordingUrl: answered ? `https://recordings.rapport.example/${id}.wav` : null,
      ...(n === 1
        ? {}
        : {
            outcome: answered ? 'reached' : 'not-reached',
            minutes: answered ? n * 2 : null,
            note: notes[n % notes.length] ?? null,
            recordedAt: endedAt,
          }),
    }
  })
  await db.call.createMany({ data })
  await writeRooms(db, today)
}

/** A video contact, a voice contact and a presentation of each account manager, written down as contacts of their customers. */
const writeRooms = (db: Db, today: string) =>
  db.connection.query(
    `with met as (
       select uuid_v7() as id, uuid_v7() as visit_id, c.id as customer_id, c.owner_id as agent_id, k.kind, k.channel, k.note, k.minutes,
         ($1::date - k.days)::date as day, ($1::date - k.days + time '15:00' + c.n * interval '7 minutes') at time zone 'Asia/Shanghai' as at
       from (select id, owner_id, row_number() over (partition by owner_id order by customer_no desc) as n from customers
           where deleted_at is null and owner_id in (select id from users where extension is not null and disabled_at is null)) c
         join (values (1, 'video', 'video', '视频讲解年度资产配置', 18, 3), (2, 'voice', 'phone', '语音核对到期理财安排', 6, 5),
           (3, 'presentation', 'video', '远程演示基金定投产品', 24, 8)) k (n, kind, channel, note, minutes, days) on k.n = c.n),
     visits as (
       insert into care_visits (id, customer_id, staff_id, created_by, kind, channel, planned_on, purpose, state, outcome, content, minutes, recorded_at, recorded_by)
       select visit_id, customer_id, agent_id, agent_id, 'care', channel, day, note, 'recorded', 'reached', note, minutes,
         at + (minutes + 3) * interval '1 minute', agent_id from met)
     insert into calls (id, call_ref, kind, direction, customer_id, unit_id, agent_id, rang_at, answered_at, guest_in_at, guest_out_at, ended_at,
       join_by, ends_by, outcome, minutes, note, recorded_at, visit_id)
     select id, 'room:' || id, kind, 'out', customer_id, id, agent_id, at, at + interval '2 minutes', at + interval '2 minutes',
       at + (minutes + 2) * interval '1 minute', at + (minutes + 2) * interval '1 minute', at + interval '30 minutes', at + interval '3 hours',
       'reached', minutes, note, at + (minutes + 3) * interval '1 minute', visit_id from met`,
    [today],
  )
