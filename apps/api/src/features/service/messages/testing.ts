import { once } from 'node:events'
import {
  type MessageTemplateDraft,
  messageChannels,
  messageTemplates,
} from '@rapport/contract/service/message-templates'
import { messages } from '@rapport/contract/service/messages'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { SMTPServer } from 'smtp-server'
import { startApi } from '#http/testing.ts'

interface Received {
  to: string[]
  text: string
}
/** A real mail server on a free port. `refuse` says of an address by which SMTP code it is refused, or that the line is cut. */
export async function startMailServer(refuse: (to: string) => number | 'cut' | null = () => null) {
  const letters: Received[] = []
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 10,
    onRcptTo({ address }, session, done) {
      const said = refuse(address)
      if (said === 'cut') {
        for (const one of server.connections as Iterable<{ session: unknown; close: () => void }>)
          if (one.session === session) one.close()
        return
      }
      done(said === null ? null : Object.assign(new Error('no'), { responseCode: said }))
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        letters.push({ to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
export const headerOf = (letter: Received, name: string) =>
  new RegExp(`^${name}: (.+)$`, 'im').exec(letter.text.replaceAll('\r\n ', ' '))?.[1]?.trim()
/** The words of a letter, whatever they are encoded in. */
export function bodyOf({ text }: Received): string {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  return Buffer.from(
    body
      .replaceAll('=\r\n', '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}

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
