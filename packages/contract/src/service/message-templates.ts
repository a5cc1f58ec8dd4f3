import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, id, instant, listOf, text } from '#shapes.ts'
import { scriptOf } from './moment-rule.ts'

export const messageChannels = ['email', 'sms', 'wecom'] as const
export type MessageChannel = (typeof messageChannels)[number]
/** 服务, 交易, 营销: only marketing needs consent and obeys caps (domain 8.3). */
export const messageClasses = ['SERVICE', 'TRANSACTION', 'MARKETING'] as const
export type MessageClass = (typeof messageClasses)[number]
export const templateStates = ['draft', 'approved', 'retired'] as const

/** One line: a line break must not become a header of its own. */
const subject = scriptOf(120).refine((line) => !/[\r\n\t]/.test(line), { error: 'text.one-line' })
const draft = {
  code: code(40),
  channel: z.enum(messageChannels),
  class: z.enum(messageClasses),
  /** Goes out in quiet hours too: margin, payment of an allotment, security. */
  urgent: z.boolean(),
  name: text(80),
  nameZh: text(80),
  /** Of an e-mail only. */
  subject: subject.nullable(),
  subjectZh: subject.nullable(),
  body: scriptOf(4000),
  bodyZh: scriptOf(4000),
}

/**
 * Variables that are made as a message leaves, or that belong to a recommendation; words with one are the product's own to send, never a
 * person's to fill in.
 */
const ownToFillIn: readonly string[] = ['link', 'code', 'text', 'notice']
export const fillsItself = ({ asks }: { asks: readonly string[] }) => asks.some((name) => ownToFillIn.includes(name))

/**
 * Whether a product is recommended by these words: marketing, with the product, what is said of it and its risk notice in the body of each
 * language, and nothing else to fill in.
 */
export const recommends = (words: Pick<MessageTemplate, 'class' | 'asks' | 'body' | 'bodyZh'>) =>
  words.class === 'MARKETING' &&
  [...words.asks].sort().join() === 'notice,product,text' &&
  words.asks.every((name) => [words.body, words.bodyZh].every((body) => body.includes(`{${name}}`)))

export const MessageTemplateDraft = z
  .strictObject(draft)
  .superRefine((template, context) => {
    if (template.urgent && template.class === 'MARKETING')
      context.addIssue({ code: 'custom', path: ['urgent'], message: 'template.urgent-marketing' })
    for (const field of ['subject', 'subjectZh'] as const)
      if ((template[field] !== null) !== (template.channel === 'email'))
        context.addIssue({ code: 'custom', path: [field], message: 'template.subject' })
  })
  .meta({ id: 'MessageTemplateDraft' })
export type MessageTemplateDraft = z.infer<typeof MessageTemplateDraft>

export const MessageTemplate = z
  .strictObject({
    id,
    ...draft,
    /** Versions of a code count from 1; of each code one at most is approved. */
    number: z.int(),
    state: z.enum(templateStates),
    madeBy: z.string().nullable(),
    madeAt: instant,
    approvedBy: z.string().nullable(),
    approvedAt: instant.nullable(),
    /** The variables in it that somebody has to fill in; the others come from the customer. */
    asks: z.array(z.string()),
    /** Whether the caller may approve it: nobody approves their own words. */
    approves: z.boolean(),
  })
  .meta({ id: 'MessageTemplate' })
export type MessageTemplate = z.infer<typeof MessageTemplate>

export const messageTemplates = {
  list: endpoint('GET /message-templates', {
    summary: 'Every version of every template, by code, the latest first',
    permission: 'message.read',
    reply: listOf(MessageTemplate),
  }),
  draft: endpoint('POST /message-templates', {
    summary: 'Write a template, or the next version of one',
    permission: 'message.configure',
    body: MessageTemplateDraft,
    reply: MessageTemplate,
  }),
  approve: endpoint('PUT /message-templates/:id/approval', {
    summary: 'Approve a draft of somebody else; the version before it retires',
    permission: 'message.approve',
    params: byId,
    reply: MessageTemplate,
  }),
  retire: endpoint('PUT /message-templates/:id/retirement', {
    summary: 'Let a version not be used any more',
    permission: 'message.configure',
    params: byId,
    reply: MessageTemplate,
  }),
}
