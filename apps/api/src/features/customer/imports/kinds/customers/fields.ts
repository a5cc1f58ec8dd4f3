import {
  bases,
  customerKinds,
  genders,
  identificationTypes,
  investmentCapacities,
  levels,
  lifecycles,
  riskLevels,
} from '@rapport/contract/customer/vocabulary'
import { prospectInterests } from '@rapport/contract/marketing/prospects'
import type { Field } from '#features/customer/imports/mapping/field.ts'

export const kind: Field = {
  name: 'kind',
  values: customerKinds,
  columns: ['客户类型', '类型', 'Party type'],
  synonyms: {
    individual: 'person',
    natural: 'person',
    个人: 'person',
    自然人: 'person',
    个人客户: 'person',
    organization: 'organisation',
    company: 'organisation',
    corporate: 'organisation',
    legalentity: 'organisation',
    机构: 'organisation',
    企业: 'organisation',
    法人: 'organisation',
    公司: 'organisation',
    机构客户: 'organisation',
  },
}
export const gender: Field = {
  name: 'gender',
  values: genders,
  columns: ['sex', '性别'],
  synonyms: { m: 'male', f: 'female', 男: 'male', 女: 'female', 男性: 'male', 女性: 'female' },
}
export const identificationType: Field = {
  name: 'identificationType',
  values: identificationTypes,
  columns: ['idType', 'ID document type', '证件类型', '证件种类'],
  synonyms: {
    身份证: 'resident-id',
    居民身份证: 'resident-id',
    二代身份证: 'resident-id',
    护照: 'passport',
    统一社会信用代码: 'credit-code',
    营业执照: 'credit-code',
    其他: 'other',
    外国人永久居留身份证: 'foreign-permanent-resident-id',
    港澳台居民居住证: 'hk-macao-taiwan-permit',
    港澳居民来往内地通行证: 'hk-macao-taiwan-permit',
    台湾居民来往大陆通行证: 'hk-macao-taiwan-permit',
  },
}
export const level: Field = {
  name: 'level',
  values: levels,
  columns: ['customerType', 'customerLevel', 'segment', '客户等级', '客户级别'],
  synonyms: {
    大众: 'mass',
    普通: 'mass',
    高端: 'premium',
    贵宾: 'premium',
    专业: 'professional',
    机构: 'legal-entity',
  },
}
/**
 * Four steps of other schemes stand where they lie in ours of five (domain 1.2): who is "Conservative" there tolerates
 * little, yet holds more than R1 only, which is what C1 allows.
 */
export const riskLevel: Field = {
  name: 'riskLevel',
  values: riskLevels,
  columns: ['riskTolerance', 'riskProfile', '风险等级', '风险承受能力', '风险承受等级', '风险测评结果'],
  synonyms: {
    conservative: 'C2',
    income: 'C3',
    balanced: 'C4',
    aggressive: 'C5',
    '保守型(最低类别)': 'C1-min',
    最低类别: 'C1-min',
    保守型: 'C1',
    谨慎型: 'C2',
    相对保守型: 'C2',
    稳健型: 'C3',
    积极型: 'C4',
    相对积极型: 'C4',
    激进型: 'C5',
    进取型: 'C5',
  },
}
const basis = {
  values: bases,
  synonyms: { 已测评: 'assessed', 预测: 'predicted', 无: 'unavailable' },
}
export const riskBasis: Field = { name: 'riskBasis', ...basis, columns: ['风险等级来源'] }
export const investmentCapacity: Field = {
  name: 'investmentCapacity',
  values: investmentCapacities,
  columns: ['capacity', '投资能力', '可投资金额'],
  synonyms: {
    CAP_LT30K: 'below-30k',
    CAP_30K_80K: '30k-80k',
    CAP_80K_300K: '80k-300k',
    CAP_GT300K: 'above-300k',
    LT30K: 'below-30k',
    GT300K: 'above-300k',
  },
}
export const capacityBasis: Field = { name: 'capacityBasis', ...basis, columns: [] }
export const lifecycle: Field = {
  name: 'lifecycle',
  values: lifecycles,
  columns: ['status', '客户状态', '状态'],
  synonyms: {
    潜在: 'prospect',
    潜在客户: 'prospect',
    正常: 'active',
    活跃: 'active',
    休眠: 'dormant',
    销户: 'closed',
    已销户: 'closed',
  },
}
/** Of a prospect: several are parted by commas, semicolons or 、. */
export const interests: Field = {
  name: 'interests',
  values: prospectInterests,
  columns: ['感兴趣产品', '意向产品', '意向'],
  synonyms: {
    开户: 'account',
    股票: 'stocks',
    基金: 'funds',
    债券: 'bonds',
    两融: 'margin',
    融资融券: 'margin',
    期权: 'options',
    理财: 'wealth',
    理财产品: 'wealth',
    投研: 'research',
    投研服务: 'research',
  },
}

export const customerNo: Field = {
  name: 'customerNo',
  required: true,
  columns: [
    'customerID',
    'customer number',
    'client ID',
    'clientNo',
    'investor',
    'investorID',
    '客户号',
    '客户编号',
    '客户代码',
  ],
}
/** Whose the customers become that are made: told by the file, a constant, or spread. */
export const placement: readonly Field[] = [
  { name: 'owner', columns: ['accountManager', 'manager', 'ownerUsername', '客户经理', '归属人'] },
  { name: 'unit', columns: ['branch', 'unitCode', 'branchCode', '营业部', '机构代码', '营业部代码'] },
]

export const customerFields: readonly Field[] = [
  customerNo,
  { name: 'name', columns: ['customerName', 'fullName', 'surname', '姓名', '客户姓名', '客户名称', '名称'] },
  kind,
  gender,
  { name: 'birthOn', columns: ['birthday', 'birthDate', 'dateOfBirth', 'dob', '出生日期', '生日'] },
  identificationType,
  {
    name: 'identificationNumber',
    columns: ['idNumber', 'idNo', 'idCard', 'identification', '证件号码', '证件号', '身份证号', '身份证号码'],
  },
  {
    name: 'mobile',
    columns: ['mobilePhone', 'cellphone', 'phone', 'phoneNumber', '手机', '手机号', '手机号码', '联系电话'],
  },
  { name: 'email', columns: ['mail', 'emailAddress', '邮箱', '电子邮箱', '电子邮件'] },
  level,
  riskLevel,
  riskBasis,
  investmentCapacity,
  capacityBasis,
  {
    name: 'assessedOn',
    columns: ['lastQuestionnaireDate', 'assessmentDate', 'riskAssessedOn', '测评日期', '风险测评日期'],
  },
  { name: 'asOf', columns: ['timestamp', 'asOfDate', 'updatedAt', '数据日期', '更新日期', '更新时间'] },
  lifecycle,
  { name: 'prospectChannel', columns: ['leadSource', '来源渠道', '获客渠道'] },
  interests,
  { name: 'openedOn', columns: ['openDate', 'openingDate', '开户日期', '开户日'] },
  ...placement,
  { name: 'occupation', columns: ['job', '职业'] },
  { name: 'education', columns: ['学历'] },
  { name: 'nationality', columns: ['country', '国籍'] },
  { name: 'industry', columns: ['行业', '所属行业'] },
  { name: 'legalForm', columns: ['企业性质', '法律形式'] },
  { name: 'registeredAddress', columns: ['address', '注册地址', '地址'] },
  { name: 'note', columns: ['remark', 'remarks', 'comment', '备注'] },
]
