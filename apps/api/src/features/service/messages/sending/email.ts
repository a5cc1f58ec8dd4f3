import { type Mail, MailRefused } from '#mail/mail.ts'
import { type Channel, NotTaken } from './channel.ts'

const endings = {
  en: (link: string) => `\n\n--\nNo more such letters: ${link}\n`,
  'zh-CN': (link: string) => `\n\n--\n不再接收此类邮件，请点击退订：${link}\n`,
}

/** E-mail by the product's one way of sending it. `origin` is where its pages are reached: marketing carries a way out. */
export const emailBy = (mail: Mail, origin: string | null): Channel => ({
  async send({ id, to, class: of, language, subject, body, optOutToken }) {
    const marketing = of === 'MARKETING'
    // The rules refuse it before; a letter without a way out must not leave by any road.
    if (marketing && origin === null) throw new NotTaken(false)
    await mail
      .send({
        id,
        to: [to],
        subject: subject ?? '',
        text: marketing ? body + endings[language](`${origin}/unsubscribe/${optOutToken}`) : body,
        ...(marketing && { unsubscribe: `${origin}/api/unsubscriptions/${optOutToken}` }),
      })
      .catch((error: unknown) => {
        throw error instanceof MailRefused ? new NotTaken(error.address) : error
      })
  },
  reachable: mail.reachable,
})
