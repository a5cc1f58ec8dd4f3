import { join } from 'node:path'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { Connections } from '@rapport/database/connections'
import { Seal } from '@rapport/database/seal'
import { type Meetings, meetingsOf } from '#features/service/call-rooms/meeting-gateway.ts'
import type { Environment } from './env.ts'
import type { Secrets } from './secrets.ts'
import { splitHosts } from './warehouse/fetch/split-hosts.ts'

/** What every request and job of one running product shares. Time comes from here, so that tests can choose it. */
export interface Product {
  readonly connections: Connections
  readonly seal: Seal
  readonly now: () => Date
  /** Folder for files under way. */
  readonly dataDir: string
  /** Where data may be collected from. */
  readonly collecting: {
    /** Folder below which sources have their folders. */
    readonly dropDir: string
    /** Hosts, or `host:port`, that may be asked; nothing is fetched from any other. */
    readonly pullHosts: readonly string[]
    /** The authority behind the certificates of a test's own server; otherwise those that Node trusts. */
    readonly ca?: string
  }
  /** Whether there is a mail server, so that something can be sent to customers. */
  readonly mailing: boolean
  /** By which channels messages leave. */
  readonly channels: readonly MessageChannel[]
  /** With which keys gateways and mail systems sign what they tell. */
  readonly webhookKeys: Readonly<Partial<Record<MessageChannel, string>>>
  /** The telephone system: with which key it signs what it tells, and the address that begins a call. */
  readonly calling: { readonly key?: string; readonly address: string }
  /** The gateway in whose rooms customers are met; null where the firm has none. */
  readonly meetings: Meetings | null
  /** How many days notifications are kept after they were read. */
  readonly readNotificationDays: number
  /** After so many minutes of waiting in an outbox whoever looks after the data centre is told. */
  readonly outboxAlarmMinutes: number
  readonly sessions: {
    readonly secret: string
    readonly idleMinutes: number
    readonly hours: number
    /** Sent only over TLS, and then named `__Host-…`. */
    readonly secure: boolean
  }
}

export const productOf = (env: Environment, secrets: Secrets, connections: Connections): Product => ({
  connections,
  seal: new Seal(secrets.encryptionKeys, secrets.indexKey),
  now: () => new Date(),
  dataDir: env.RAPPORT_DATA_DIR,
  collecting: {
    dropDir: env.RAPPORT_DROP_DIR ?? join(env.RAPPORT_DATA_DIR, 'drop'),
    pullHosts: splitHosts(env.RAPPORT_PULL_HOSTS),
  },
  mailing: env.RAPPORT_SMTP_URL !== undefined,
  channels: [
    ...(env.RAPPORT_SMTP_URL ? (['email'] as const) : []),
    ...(env.RAPPORT_SMS_GATEWAY_URL && env.RAPPORT_SMS_GATEWAY_KEY && env.RAPPORT_SMS_SIGNATURE
      ? (['sms'] as const)
      : []),
    ...(env.RAPPORT_WECOM_GATEWAY_URL && env.RAPPORT_WECOM_GATEWAY_KEY ? (['wecom'] as const) : []),
  ],
  webhookKeys: {
    ...(env.RAPPORT_MAIL_REPORTS_KEY && { email: env.RAPPORT_MAIL_REPORTS_KEY }),
    ...(env.RAPPORT_SMS_GATEWAY_KEY && { sms: env.RAPPORT_SMS_GATEWAY_KEY }),
    ...(env.RAPPORT_WECOM_GATEWAY_KEY && { wecom: env.RAPPORT_WECOM_GATEWAY_KEY }),
  },
  calling: { ...(env.RAPPORT_CTI_KEY && { key: env.RAPPORT_CTI_KEY }), address: env.RAPPORT_CALL_ADDRESS },
  meetings: meetingsOf(env),
  readNotificationDays: env.RAPPORT_READ_NOTIFICATION_DAYS,
  outboxAlarmMinutes: env.RAPPORT_OUTBOX_ALARM_MINUTES,
  sessions: {
    secret: secrets.session,
    idleMinutes: env.RAPPORT_SESSION_IDLE_MINUTES,
    hours: env.RAPPORT_SESSION_HOURS,
    secure: Boolean(env.RAPPORT_TLS_CERT || env.RAPPORT_PUBLIC_URL?.startsWith('https://')),
  },
})

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

const SECOND = 1000
let last = { second: Number.NaN, day: '' }

/** The business day of an instant: its date in Asia/Shanghai, YYYY-MM-DD. */
export function businessDay(instant: Date): string {
  // Every request asks for it, and formatting takes longer than all else that is asked of time.
  const second = Math.floor(instant.getTime() / SECOND)
  if (second !== last.second) last = { second, day: shanghai.format(instant) }
  return last.day
}
