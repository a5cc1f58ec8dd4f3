import type { Permission } from '#permissions.ts'

interface Named {
  name: string
  nameZh: string
}
/** A fact of what is asked for that a step's conditions may look at; numbers are exact decimals in the unit named. */
export type ApprovalField = Named &
  (
    | { type: 'choice'; values: Readonly<Record<string, Named>> }
    | { type: 'flag' }
    | { type: 'number'; unit: 'people' | 'percent' | 'CNY' }
  )

export interface ApprovalKindOf extends Named {
  /** Whoever decides holds this, whatever roles a step names: the database demands it of the change itself. */
  decides: Permission
  /** Whether each is of one unit, or the firm's: only then may a step ask for somebody of that unit, branch or region. */
  placed: boolean
  /** The page of what is asked for, with `:id` or `:code` of it. */
  page: `/${string}`
  fields: Readonly<Record<string, ApprovalField>>
}

/**
 * What somebody else has to agree to, each with the facts that conditions may look at. A new kind is one entry here, with its
 * words, one among `effects` in the API (features/administration/approvals/effects.ts), and its name in the database's closed list.
 */
export const approvalKinds = {
  'case-answer': {
    name: 'Answer to a case',
    nameZh: '工单答复',
    decides: 'case.supervise',
    placed: true,
    page: '/cases/:id',
    fields: {
      kind: {
        name: 'Kind of case',
        nameZh: '工单类型',
        type: 'choice',
        values: {
          complaint: { name: 'Complaint', nameZh: '投诉' },
          enquiry: { name: 'Enquiry', nameZh: '咨询' },
          request: { name: 'Request', nameZh: '请求' },
          suggestion: { name: 'Suggestion', nameZh: '建议' },
          report: { name: 'Report', nameZh: '举报' },
        },
      },
      importance: {
        name: 'Importance',
        nameZh: '重要程度',
        type: 'choice',
        values: {
          normal: { name: 'Normal', nameZh: '一般' },
          important: { name: 'Important', nameZh: '重要' },
          difficult: { name: 'Difficult', nameZh: '疑难' },
        },
      },
      complainants: { name: 'People who complain', nameZh: '投诉人数', type: 'number', unit: 'people' },
    },
  },
  'message-template': {
    name: 'Message template',
    nameZh: '消息模板',
    decides: 'message.approve',
    placed: false,
    page: '/message-templates',
    fields: {
      channel: {
        name: 'Channel',
        nameZh: '渠道',
        type: 'choice',
        values: {
          email: { name: 'E-mail', nameZh: '电子邮件' },
          sms: { name: 'SMS', nameZh: '短信' },
          wecom: { name: 'WeCom', nameZh: '企业微信' },
        },
      },
      class: {
        name: 'Class',
        nameZh: '消息类别',
        type: 'choice',
        values: {
          SERVICE: { name: 'Service', nameZh: '服务' },
          TRANSACTION: { name: 'Transaction', nameZh: '交易' },
          MARKETING: { name: 'Marketing', nameZh: '营销' },
        },
      },
      urgent: { name: 'Goes out in quiet hours', nameZh: '安静时段也发送', type: 'flag' },
    },
  },
  'moment-rule': {
    name: 'Rule of moments',
    nameZh: '关键时刻规则',
    decides: 'moment.configure',
    placed: false,
    page: '/moments/:code',
    fields: {
      necessity: {
        name: 'Must or may',
        nameZh: '必做或选做',
        type: 'choice',
        values: { must: { name: 'Must', nameZh: '必做' }, may: { name: 'May', nameZh: '选做' } },
      },
      holdoutPercent: { name: 'Held out by chance', nameZh: '随机对照比例', type: 'number', unit: 'percent' },
    },
  },
  'product-admission': {
    name: 'Admission of a product',
    nameZh: '产品准入',
    decides: 'product.admit',
    placed: false,
    page: '/products/:id',
    fields: {
      asks: {
        name: 'What is asked for',
        nameZh: '申请事项',
        type: 'choice',
        values: {
          admission: { name: 'Admission', nameZh: '准入' },
          change: { name: 'Change of facts', nameZh: '要素变更' },
          rating: { name: 'Rating', nameZh: '风险评级' },
        },
      },
      grade: {
        name: 'Risk',
        nameZh: '风险等级',
        type: 'choice',
        values: {
          R1: { name: 'R1', nameZh: 'R1' },
          R2: { name: 'R2', nameZh: 'R2' },
          R3: { name: 'R3', nameZh: 'R3' },
          R4: { name: 'R4', nameZh: 'R4' },
          R5: { name: 'R5', nameZh: 'R5' },
        },
      },
      complex: { name: 'Complex product', nameZh: '复杂产品', type: 'flag' },
      minimumAmount: { name: 'Least amount', nameZh: '起购金额', type: 'number', unit: 'CNY' },
    },
  },
  campaign: {
    name: 'Campaign',
    nameZh: '营销活动',
    decides: 'campaign.approve',
    placed: true,
    page: '/campaigns/:id',
    fields: {
      budget: { name: 'Budget', nameZh: '预算', type: 'number', unit: 'CNY' },
      holdoutPercent: { name: 'Held out by chance', nameZh: '随机对照比例', type: 'number', unit: 'percent' },
    },
  },
  article: {
    name: 'Article of the knowledge base',
    nameZh: '知识库文章',
    decides: 'article.publish',
    placed: true,
    page: '/articles/:id',
    fields: {
      category: {
        name: 'Category',
        nameZh: '类别',
        type: 'choice',
        values: {
          business: { name: 'Business', nameZh: '业务办理' },
          product: { name: 'Products', nameZh: '产品知识' },
          rules: { name: 'Rules', nameZh: '法规制度' },
          service: { name: 'Service', nameZh: '服务规范' },
          market: { name: 'Market', nameZh: '市场知识' },
          system: { name: 'Systems', nameZh: '系统操作' },
        },
      },
      first: { name: 'First version', nameZh: '首次发布', type: 'flag' },
    },
  },
} as const satisfies Record<string, ApprovalKindOf>

export type ApprovalKind = keyof typeof approvalKinds
export const approvalKindNames = Object.keys(approvalKinds) as [ApprovalKind, ...ApprovalKind[]]
/** A kind as anything that looks at all of them sees it. */
export const approvalKindOf = (kind: ApprovalKind): ApprovalKindOf => approvalKinds[kind]
