import type { Environment } from '#env.ts'
import type { Mail } from '#mail/mail.ts'
import { splitHosts } from '#warehouse/fetch/split-hosts.ts'
import type { Channels, Outgoing } from './channel.ts'
import { emailBy } from './email.ts'
import { gatewayBy } from './gateway.ts'

/** A text message begins with the firm's name, and one for marketing ends with the way out (domain 8.3). */
export const smsWords =
  (signature: string) =>
  ({ class: of, language, body }: Pick<Outgoing, 'class' | 'language' | 'body'>) =>
    `【${signature}】${body}${of !== 'MARKETING' ? '' : language === 'en' ? ' Reply R to opt out' : ' 拒收请回复R'}`

/** Every channel that the environment names. */
export function channelsOf(env: Environment, mail: Mail | null, origin: string | null): Channels {
  const hosts = splitHosts(env.RAPPORT_GATEWAY_HOSTS)
  const gateway = (url: string | undefined, key: string | undefined, words: (message: Outgoing) => string) =>
    url && key ? gatewayBy({ url, key, hosts, words }) : undefined
  const { RAPPORT_SMS_SIGNATURE: signature } = env
  const sms = signature && gateway(env.RAPPORT_SMS_GATEWAY_URL, env.RAPPORT_SMS_GATEWAY_KEY, smsWords(signature))
  const wecom = gateway(env.RAPPORT_WECOM_GATEWAY_URL, env.RAPPORT_WECOM_GATEWAY_KEY, ({ body }) => body)
  return { ...(mail && { email: emailBy(mail, origin) }), ...(sms && { sms }), ...(wecom && { wecom }) }
}
