import { createTransport } from 'nodemailer'

export interface Letter {
  /** The same letter sent twice has the same one: a mail system may drop the second. */
  id: string
  to: readonly string[]
  subject: string
  text: string
  attachments?: readonly { filename: string; content: Buffer; contentType: string }[]
}
export interface Mail {
  /** Resolves once the mail server has taken the letter. */
  send: (letter: Letter) => Promise<void>
}

/** Mail by SMTP; null where no server is named. */
export function mailBy(url: string | undefined, from: string | undefined): Mail | null {
  if (url === undefined) return null
  const transport = createTransport(
    {
      url,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: from ?? 'rapport@localhost' },
  )
  return {
    async send({ id, to, subject, text, attachments = [] }) {
      const { rejected, accepted } = await transport.sendMail({
        messageId: `<${id}@rapport>`,
        to: [...to],
        subject,
        text,
        attachments: [...attachments],
        headers: { 'auto-submitted': 'auto-generated' },
      })
      if (accepted.length === 0 && rejected.length > 0) throw new Error('mail: nobody was accepted')
    },
  }
}
