import { reportedSignals, securitySignals } from '@rapport/contract/service/moment-triggers'
import { action, customerNo, day, securityCode, type Target, version } from './field.ts'

const told = { name: 'note', type: 'text', max: 500, columns: ['remark', 'remarks', '备注', '摘要', '业务'] } as const
const serialNo = { name: 'serialNo', type: 'code', max: 80, key: true } as const

/** What the systems of the firm tell of a customer beside trades and money: a login, an application, a letter, an amount due. */
export const customerSignals: Target = {
  name: 'customer-signals',
  fields: [
    { ...customerNo, required: true },
    { name: 'occurredAt', type: 'instant', columns: ['datetime', 'timestamp', 'time', '时间', '发生时间'] },
    // Follows from the instant where no column tells it.
    { name: 'occurredOn', type: 'day', columns: ['date', 'day', '日期', '发生日期', '业务日期'] },
    {
      name: 'kind',
      type: 'choice',
      required: true,
      values: reportedSignals,
      columns: ['type', 'event', 'eventType', '类型', '事件', '事件类型', '业务类型'],
      synonyms: {
        登录: 'login',
        新设备登录: 'new-device',
        异常登录: 'abnormal-login',
        转托管: 'transfer-out',
        撤指定: 'designation-cancelled',
        撤销指定交易: 'designation-cancelled',
        销户: 'closing',
        业务咨询: 'service-enquiry',
        中签: 'allotment',
        新股中签: 'allotment',
        融资合约: 'margin-contract',
        产品到期: 'product-maturity',
        产品开放: 'product-maturity',
        监管函: 'exchange-letter',
        警示函: 'exchange-letter',
        费用咨询: 'fee-query',
      },
    },
    // The number of an application, letter or contract: a later row of the same number says how it stands now.
    { ...serialNo, columns: ['serial', 'applicationNo', 'contractNo', '流水号', '申请编号', '合约编号', '函件编号'] },
    { name: 'securityCode', type: 'code', max: 40, columns: ['code', 'symbol', 'productCode', '证券代码', '产品代码'] },
    { name: 'securityName', type: 'text', max: 200, columns: ['name', 'productName', '证券名称', '产品名称'] },
    { name: 'quantity', type: 'decimal', places: 4, notNegative: true, columns: ['qty', 'shares', '数量', '中签数量'] },
    {
      name: 'amount',
      type: 'decimal',
      places: 2,
      notNegative: true,
      columns: ['amountDue', '金额', '应缴金额', '应还金额'],
    },
    { name: 'dueOn', type: 'day', columns: ['dueDate', 'maturity', '到期日', '缴款日', '开放日'] },
    told,
    action,
    version,
  ],
  derive: ({ at, zone }) => {
    const [on, occurredAt, kind, dueOn, amount] = [
      at('occurredOn'),
      at('occurredAt'),
      at('kind'),
      at('dueOn'),
      at('amount'),
    ]
    return (values, refuse) => {
      const when = values[occurredAt]
      values[on] ??= when ? zone.dayOf(when) : null
      if (values[on] === null) refuse('occurredOn', 'required')
      if (hasDueDay.has(values[kind]!) && values[dueOn] === null) refuse('dueOn', 'required')
      if (values[kind] === 'allotment' && values[amount] === null) refuse('amount', 'required')
    }
  },
}
const hasDueDay: ReadonlySet<string> = new Set(['allotment', 'margin-contract', 'product-maturity'])

/** What was announced of a security: its treatment, suspension, and the days of a dividend, bonus or rights issue to come. */
export const announcedSignals: Target = {
  name: 'security-signals',
  fields: [
    { ...securityCode, key: true },
    { ...day, key: true },
    {
      name: 'kind',
      type: 'choice',
      required: true,
      key: true,
      values: securitySignals,
      columns: ['type', 'event', '类型', '事件', '公告类型'],
      synonyms: {
        停牌: 'suspended',
        复牌: 'resumed',
        st: 'special-treatment',
        其他风险警示: 'special-treatment',
        '*st': 'delisting-risk',
        退市风险警示: 'delisting-risk',
        撤销风险警示: 'treatment-lifted',
        退市整理期: 'delisting-period',
        上市: 'listed',
        派息: 'dividend',
        分红: 'dividend',
        送股: 'bonus',
        转增: 'bonus',
        配股: 'rights',
      },
    },
    { name: 'daysLeft', type: 'integer', columns: ['days', '剩余交易日'] },
    { name: 'recordOn', type: 'day', columns: ['recordDate', 'record_date', '股权登记日'] },
    { name: 'exOn', type: 'day', columns: ['exDate', 'ex_date', '除权除息日', '除权日'] },
    { name: 'payFrom', type: 'day', columns: ['paymentFrom', '缴款起始日', '配股缴款起始日'] },
    { name: 'payUntil', type: 'day', columns: ['paymentUntil', 'payDate', '缴款截止日', '配股缴款截止日'] },
    told,
    action,
    version,
  ],
  derive: ({ at }) => {
    const [kind, exOn, from, until, left] = [at('kind'), at('exOn'), at('payFrom'), at('payUntil'), at('daysLeft')]
    return (values, refuse) => {
      if (isIssue.has(values[kind]!) && values[exOn] === null) refuse('exOn', 'required')
      if (values[kind] === 'rights' && values[until] === null) refuse('payUntil', 'required')
      const [first, last] = [values[from], values[until]]
      if (first && last && first > last) refuse('payUntil', 'period.order')
      if (values[left]?.startsWith('-')) refuse('daysLeft', 'amount.negative')
    }
  },
}
const isIssue: ReadonlySet<string> = new Set(['dividend', 'bonus', 'rights'])
