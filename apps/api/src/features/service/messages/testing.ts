import {
  type MessageTemplateDraft,
  messageChannels,
  messageTemplates,
} from '@rapport/contract/service/message-templates'
import { messages } from '@rapport/contract/service/messages'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { startApi } from '#http/testing.ts'

/** Words that ask for a date, as an editor would write them. */
export const welcome = {
  code: 'welcome',
  channel: 'sms',
  class: 'SERVICE',
  urgent: false,
  name: 'Welcome',
  nameZh: '欢迎',
  subject: null,
  subjectZh: null,
  body: 'Welcome, {salutation}: {date}',
  bodyZh: '{salutation}，欢迎：{date}',
} as const

/** A branch with people, its clock at eleven in the morning of Friday, 20 November 2026, and approved words. */
export async function startMessages({ channels = messageChannels, ...options }: Parameters<typeof startApi>[0] = {}) {
  const clock = { at: new Date('2026-11-20T03:00:00Z') }
  const api = await startApi({ now: () => clock.at, channels, ...options })
  const region = await api.make((db) => makeRegion(db))
  const branch = await api.make((db) => makeBranch(db, { region }))
  const people = {
    am: await api.signIn('account-manager', branch),
    other: await api.signIn('account-manager', branch),
    sa: await api.signIn('service-agent', branch),
    bm: await api.signIn('branch-manager', branch),
    ho: await api.signIn('head-office', branch),
    co: await api.signIn('compliance', branch),
  }
  let made = 0
  let templates = 0
  return {
    api,
    branch,
    ...people,
    clock,
    /** A customer of the first account manager, with an e-mail, a mobile and a WeCom name of their own. */
    async customer(name = '王小明') {
      const n = ++made
      const email = `person${n}@example.com`
      const mobile = `139${String(10_000_000 + n)}`
      const { id } = await api.make((db) =>
        makeCustomer(db, api.product.seal, {
          owner: { id: people.am.userId },
          unit: branch,
          name,
          contactPoints: [
            { kind: 'email', value: email },
            { kind: 'mobile', value: mobile },
            { kind: 'wechat', value: `wx_person${n}` },
          ],
        }),
      )
      return { id, email, mobile, wechat: `wx_person${n}` }
    },
    /** An approved template: a service notice by e-mail unless it is said otherwise. */
    async template(draft: Partial<MessageTemplateDraft> = {}) {
      const channel = draft.channel ?? 'email'
      const subjects =
        channel === 'email'
          ? { subject: 'A word for {salutation}', subjectZh: '致{salutation}' }
          : { subject: null, subjectZh: null }
      const written = await people.ho.call(messageTemplates.draft, {
        body: {
          code: `t${++templates}`,
          channel: 'email',
          class: 'SERVICE',
          urgent: false,
          name: 'Notice',
          nameZh: '通知',
          ...subjects,
          body: 'Dear {salutation}, your date is {date}.',
          bodyZh: '{salutation}您好，日期为{date}。',
          ...draft,
        },
      })
      return people.bm.call(messageTemplates.approve, { params: { id: written.id } })
    },
    write: (customerId: string, templateId: string, variables: Record<string, string> = { date: '2026-12-01' }) =>
      people.am.call(messages.send, { params: { id: customerId }, body: { templateId, language: 'zh-CN', variables } }),
    open: (id: string) => people.am.call(messages.open, { params: { id } }),
  }
}
