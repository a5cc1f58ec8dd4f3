import {
  accountKinds,
  accountStatuses,
  customerKinds,
  genders,
  identificationTypes,
} from '@rapport/contract/customer/vocabulary'
import { birthNumber } from '#warehouse/collect/convert/days.ts'
import { accountNumber, currency, customerNo, type Target, type TargetField } from './field.ts'

const namedCustomer: TargetField = { ...customerNo, required: true, key: true }

export const contacts: Target = {
  name: 'contacts',
  fields: [
    { ...customerNo, required: true },
    {
      name: 'contactNo',
      type: 'code',
      max: 80,
      key: true,
      columns: ['callID', 'id', 'Complaint ID', '流水号', '工单号'],
    },
    {
      name: 'contactedAt',
      type: 'instant',
      required: true,
      columns: ['datetime', 'time', 'startedAt', '时间', '通话时间'],
    },
    // Follows from the instant where no column tells it.
    { name: 'contactedOn', type: 'day', columns: ['date', 'contactDay', '日期', '联系日期'] },
    { name: 'channel', type: 'text', max: 20, required: true, columns: ['medium', '渠道'] },
    {
      name: 'direction',
      type: 'choice',
      values: ['in', 'out'],
      synonyms: {
        inbound: 'in',
        incoming: 'in',
        outbound: 'out',
        outgoing: 'out',
        呼入: 'in',
        呼出: 'out',
        来电: 'in',
        去电: 'out',
      },
      columns: ['呼叫方向', '方向'],
    },
    { name: 'kind', type: 'text', max: 60, columns: ['type', '类型', '业务类型'] },
    { name: 'staffNo', type: 'code', max: 40, columns: ['agent', 'agentID', '工号', '坐席'] },
    { name: 'minutes', type: 'decimal', places: 2, notNegative: true, columns: ['duration', '时长'] },
    { name: 'result', type: 'text', max: 200, columns: ['outcome', '结果'] },
    { name: 'subject', type: 'text', max: 500, columns: ['issue', 'topic', '主题'] },
  ],
  derive: ({ at, zone }) => {
    const [on, contactedAt] = [at('contactedOn'), at('contactedAt')]
    return (values) => {
      values[on] ??= zone.dayOf(values[contactedAt]!)
    }
  },
}

export const customers: Target = {
  name: 'customers',
  fields: [
    namedCustomer,
    {
      name: 'name',
      type: 'text',
      max: 200,
      columns: ['customerName', 'fullName', '姓名', '客户姓名', '客户名称', '名称'],
    },
    {
      name: 'kind',
      type: 'choice',
      values: customerKinds,
      columns: ['客户类型', '类型'],
      synonyms: {
        individual: 'person',
        个人: 'person',
        自然人: 'person',
        company: 'organisation',
        organization: 'organisation',
        corporate: 'organisation',
        机构: 'organisation',
        企业: 'organisation',
        法人: 'organisation',
      },
    },
    {
      name: 'gender',
      type: 'choice',
      values: genders,
      columns: ['sex', '性别'],
      synonyms: { m: 'male', f: 'female', 男: 'male', 女: 'female', 男性: 'male', 女性: 'female' },
    },
    { name: 'birthOn', type: 'day', columns: ['birthday', 'birthDate', 'dateOfBirth', 'dob', '出生日期', '生日'] },
    { name: 'birthNumber', type: 'birth-number', columns: ['birth_number'] },
    {
      name: 'identificationType',
      type: 'choice',
      values: identificationTypes,
      columns: ['idType', '证件类型'],
      synonyms: {
        身份证: 'resident-id',
        居民身份证: 'resident-id',
        护照: 'passport',
        统一社会信用代码: 'credit-code',
        营业执照: 'credit-code',
        其他: 'other',
      },
    },
    {
      name: 'identificationNumber',
      type: 'code',
      max: 40,
      columns: ['idNumber', 'idNo', 'idCard', '证件号码', '证件号', '身份证号'],
    },
    {
      name: 'mobile',
      type: 'text',
      max: 40,
      columns: ['phone', 'phoneNumber', '手机', '手机号', '手机号码', '联系电话'],
    },
    { name: 'email', type: 'text', max: 200, columns: ['mail', 'emailAddress', '邮箱', '电子邮箱'] },
    {
      name: 'unitCode',
      type: 'code',
      max: 40,
      columns: ['branch', 'branchCode', 'district_id', '营业部', '机构代码', '营业部代码'],
    },
    { name: 'ownerNo', type: 'code', max: 64, columns: ['accountManager', 'manager', '客户经理', '归属人'] },
    { name: 'openedOn', type: 'day', columns: ['openDate', 'openingDate', '开户日期', '开户日'] },
    { name: 'closedOn', type: 'day', columns: ['closeDate', '销户日期'] },
    { name: 'asOf', type: 'day', columns: ['timestamp', 'asOfDate', 'updatedAt', '数据日期', '更新日期'] },
  ],
  derive: ({ at }) => {
    const [number, birthOn, gender] = [at('birthNumber'), at('birthOn'), at('gender')]
    return (values) => {
      const said = values[number]
      if (said == null) return
      const born = birthNumber(said)!
      values[birthOn] ??= born.birthOn
      values[gender] ??= born.gender
      // It has said what it has to say, and it identifies a person: it goes no further.
      values[number] = null
    }
  },
}

export const accounts: Target = {
  name: 'accounts',
  fields: [
    { ...accountNumber, key: true, columns: [...accountNumber.columns!, 'number'] },
    customerNo,
    {
      name: 'kind',
      type: 'choice',
      values: accountKinds,
      columns: ['accountType', 'accountKind', '账户类型', '账户类别'],
      synonyms: {
        资金账户: 'fund',
        普通账户: 'securities',
        证券账户: 'securities',
        信用账户: 'credit',
        期权账户: 'option',
        基金账户: 'fund-ta',
      },
    },
    { name: 'market', type: 'code', max: 40, columns: ['exchange', '市场'] },
    { ...currency, otherwise: undefined },
    {
      name: 'status',
      type: 'choice',
      values: accountStatuses,
      columns: ['accountStatus', '账户状态', '状态'],
      synonyms: { 正常: 'open', 冻结: 'frozen', 休眠: 'dormant', 销户: 'closed', 已销户: 'closed' },
    },
    {
      name: 'unitCode',
      type: 'code',
      max: 40,
      columns: ['branch', 'branchCode', 'district_id', '营业部', '营业部代码'],
    },
    { name: 'openedOn', type: 'day', columns: ['openDate', 'date', '开户日期'] },
    { name: 'closedOn', type: 'day', columns: ['closeDate', '销户日期'] },
  ],
  derive: ({ at }) => {
    const [opened, closed] = [at('openedOn'), at('closedOn')]
    return (values, refuse) => {
      if (values[opened] && values[closed] && values[closed]! < values[opened]!) refuse('closedOn', 'day.order')
    }
  },
}

export const accountHolders: Target = {
  name: 'account-holders',
  fields: [
    { ...accountNumber, key: true },
    namedCustomer,
    {
      name: 'role',
      type: 'choice',
      required: true,
      key: true,
      values: ['owner', 'disponent', 'agent'],
      columns: ['type', '角色', '关系'],
      synonyms: { 户主: 'owner', 所有人: 'owner', 本人: 'owner', 代理人: 'agent', 被授权人: 'disponent' },
    },
    { name: 'validFrom', type: 'day', columns: ['from', 'since', '生效日期'] },
    { name: 'validTo', type: 'day', columns: ['to', 'until', '失效日期'] },
  ],
}
