import { caseKinds } from '@rapport/contract/service/case-classes'
import { caseChannels, settlements } from '@rapport/contract/service/cases'
import { day } from '@rapport/contract/shapes'
import type { z } from 'zod'
import { customerNo } from '#features/customer/imports/kinds/customers/fields.ts'
import type { Reason } from '#features/customer/imports/kinds/kind.ts'
import { dayParts, RowCheck, textOf } from '#features/customer/imports/kinds/row-check.ts'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'

const truth = { values: ['true', 'false'], synonyms: { yes: 'true', no: 'false', 是: 'true', 否: 'false' } } as const
const kind: Field = {
  name: 'caseKind',
  values: caseKinds,
  columns: ['12386类型', '事项类别'],
  synonyms: { 投诉: 'complaint', 咨询: 'enquiry', 请求: 'request', 建议: 'suggestion', 举报: 'report' },
}
const channel: Field = {
  name: 'caseChannel',
  values: caseChannels,
  columns: ['submittedVia', '投诉渠道'],
  synonyms: {
    web: 'page',
    电话: 'phone',
    邮件: 'email',
    现场: 'branch',
    referral: 'other',
    fax: 'other',
    postalmail: 'other',
  },
}
/** How it ended; what is still under way ended in nothing yet. */
const settlement: Field = {
  name: 'settlement',
  values: settlements,
  columns: ['companyResponse', 'companyResponseToConsumer', '处理结果'],
  synonyms: {
    closedwithexplanation: 'explanation',
    closedwithnonmonetaryrelief: 'relief',
    closedwithmonetaryrelief: 'compensation',
    closedwithrelief: 'compensation',
    closedwithoutrelief: 'explanation',
    closed: 'none',
    untimelyresponse: 'untimely',
    inprogress: '',
    解释说明: 'explanation',
    非金钱补救: 'relief',
    金钱补偿: 'compensation',
    办理中: '',
  },
}
const onTime: Field = { name: 'onTime', columns: ['timelyResponse', '是否按时'], ...truth }
const disputed: Field = { name: 'disputed', columns: ['consumerDisputed', '客户有异议'], ...truth }
/** Of days that do not begin with the year, whether the month or the day comes first: nobody can see it in one of them. */
const dayOrder: Field = { name: 'dayOrder', values: ['month-first', 'day-first'], columns: [] }

export const caseFields: readonly Field[] = [
  { name: 'caseNumber', required: true, columns: ['complaintId', 'caseId', '投诉编号', '事项编号'] },
  { name: 'receivedOn', required: true, columns: ['dateReceived', '收到日期', '投诉日期'] },
  dayOrder,
  kind,
  channel,
  { name: 'title', columns: ['投诉事由'] },
  { name: 'topic', columns: ['product', '涉及业务'] },
  { name: 'cause', columns: ['issue', '投诉原因'] },
  { name: 'details', columns: ['subIssue', 'consumerComplaintNarrative', '详细情况'] },
  settlement,
  onTime,
  disputed,
  { ...customerNo, required: false },
]

/** What a row says of a case. */
export interface CaseSaid {
  number: string
  receivedOn: string
  kind: (typeof caseKinds)[number]
  channel: string
  title: string
  topic: string | null
  cause: string | null
  details: string | null
  settlement: string | null
  onTime: boolean | null
  disputed: boolean | null
  customerNo: string | null
}

/** `1/26/2015` by the order that the person named; days that begin with the year need none. */
function receivedIn(check: RowCheck): string {
  const said = check.said('receivedOn')
  if (said === null) return check.refuse('receivedOn', 'required') ?? ''
  const order = check.term(dayOrder)
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said)
  if (!parts || dayParts(said) !== null) return check.day('receivedOn') ?? ''
  if (order === null) return check.refuse('receivedOn', 'day.order-unknown') ?? ''
  const [, first, second, year] = parts as unknown as [string, string, string, string]
  const [month, day] = order === 'month-first' ? [first, second] : [second, first]
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return check.parsed('receivedOn', dayText, on) ?? ''
}

const dayText = day as z.ZodType<string>
const truthOf = (said: string | null) => (said === null ? null : said === 'true')

export const caseChecker =
  ({ today }: { today: string }) =>
  (row: RowValues): CaseSaid | Reason[] => {
    const check = new RowCheck(row)
    const number = check.required('caseNumber', textOf(40))
    const receivedOn = receivedIn(check)
    if (receivedOn > today) check.refuse('receivedOn', 'day.future')
    const topic = check.text('topic', 80)
    const cause = check.text('cause', 80)
    const ended = check.term(settlement)
    const inTime = truthOf(check.term(onTime))
    if (ended !== null && inTime === null && check.reasons.length === 0) check.refuse('onTime', 'required')
    const said: CaseSaid = {
      number,
      receivedOn,
      kind: (check.term(kind) ?? 'complaint') as CaseSaid['kind'],
      channel: check.term(channel) ?? 'other',
      title: check.text('title', 200) ?? cause ?? topic ?? number,
      topic,
      cause,
      details: check.text('details', 4_000),
      settlement: ended,
      onTime: inTime,
      disputed: truthOf(check.term(disputed)),
      customerNo: check.text('customerNo', 40),
    }
    return check.reasons.length > 0 ? check.reasons : said
  }
