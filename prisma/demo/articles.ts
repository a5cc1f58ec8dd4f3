import type { Db } from '@rapport/database/as-viewer'

const opening = `## 开通条件

1. 申请前 20 个交易日日均资产不低于 **10 万元**；
2. 参与证券交易满 24 个月；
3. 风险承受能力测评在有效期内，且等级与产品相适应。

## 办理步骤

- 核实身份与联系方式；
- 双录风险揭示；
- 系统提交，次一交易日生效。

以营业部最新通知为准。`
const articles: [title: string, category: string, language: string, body: string, days: number][] = [
  ['创业板权限开通指引', 'business', 'zh-CN', opening, 40],
  [
    '货币基金常见问题',
    'product',
    'zh-CN',
    '## 何时到账\n\n赎回一般次一交易日到账，节假日顺延。\n\n## 有没有风险\n\n货币基金**不等于**存款，净值可能波动。',
    33,
  ],
  [
    '客户信息保密要求',
    'rules',
    'zh-CN',
    '- 不在公共场合谈论客户资产；\n- 不用个人通讯工具传送证件影像；\n- 查看敏感字段须填写理由，系统会留痕。',
    28,
  ],
  [
    '投诉首接负责制',
    'service',
    'zh-CN',
    '谁先接到投诉，谁负责到底：登记、安抚、转办、跟踪、回复。\n\n**被投诉人不得处理本人的投诉。**',
    21,
  ],
  [
    'How a limit order is filled',
    'market',
    'en',
    'Orders are matched by **price, then time**. A limit order is filled at its price or better; what is left waits until the close.',
    14,
  ],
  [
    '如何登记客户拜访',
    'system',
    'zh-CN',
    '1. 打开客户页面，选“记录关怀”；\n2. 填写方式、内容、结果；\n3. 没有网络时也可登记，联网后自动提交。',
    7,
  ],
]

/** What the head office wrote and compliance published; the first article stands in its second version. */
export async function writeArticles(
  db: Db,
  { today, writer, approver }: { today: string; writer: string; approver: string },
) {
  await db.connection.query(
    `with told as (
       select uuid_v7() as id, n.*, (($1::date - n.days) + time '10:00') at time zone 'Asia/Shanghai' as at
       from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::int[]) with ordinality n (title, category, language, body, days, place)),
     made as (
       insert into articles (id, unit_id, made_by, made_at) select t.id, u.unit_id, u.id, t.at - interval '1 day' from told t, users u
       where u.id = $2::uuid returning id)
     insert into article_versions (id, article_id, number, title, category, language, body, note, state, written_by, written_at, approved_by, published_at)
     select uuid_v7(), t.id, v.number, t.title, t.category, t.language, t.body || v.more, v.note, v.state, $2::uuid,
       t.at - interval '1 day' + v.later, $3::uuid, t.at + v.later
     from told t join made m on m.id = t.id cross join (values
       (1, 'superseded', null, interval '0', E'\n\n旧版。'), (2, 'published', '补充日均资产的计算口径', interval '5 days', '')) v (number, state, note, later, more)
     where t.place = 1
     union all
     select uuid_v7(), t.id, 1, t.title, t.category, t.language, t.body, null, 'published', $2::uuid, t.at - interval '1 day', $3::uuid, t.at
     from told t join made m on m.id = t.id where t.place > 1`,
    [
      ...[today, writer, approver, articles.map(([title]) => title), articles.map(([, category]) => category)],
      ...[articles.map(([, , language]) => language), articles.map(([, , , body]) => body)],
      articles.map(([, , , , days]) => days),
    ],
  )
}
