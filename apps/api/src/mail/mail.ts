import { createTransport } from 'nodemailer'

export interface Letter {
  /** The same letter sent twice has the same one: a mail system may drop the second. */
  id: string
  to: readonly string[]
  subject: string
  text: string
  /** The same as a page, where there is one. */
  html?: string
  attachments?: readonly { filename: string; content: Buffer; contentType: string }[]
  /** Where whoever reads it ends such letters by one click (RFC 8058). */
  unsubscribe?: string
}
export interface Mail {
  /** Resolves once the mail server has taken the letter; throws `MailRefused` where it said no for good. */
  send: (letter: Letter) => Promise<void>
  /** Whether the server answers at all: tells a letter that breaks the connection from a server that is away. */
  reachable: () => Promise<boolean>
  /** Ends the connections that are kept. */
  close: () => void
}

/** The mail server will not have this letter, however often it is sent: by `code`, the reply of SMTP, and whether for its address. */
export class MailRefused extends Error {
  constructor(
    readonly code: number,
    readonly address: boolean,
  ) {
    super(`mail: refused with ${code}`)
  }
}

/** An id may come with a domain of its own; ours else. */
export const messageIdOf = (id: string) => `<${id}@rapport>`

/** Mail by SMTP; null where no server is named. `pooled` keeps its connections, and wants to be closed. */
export function mailBy(
  url: string | undefined,
  from: string | undefined,
  { pooled = false }: { pooled?: boolean } = {},
): Mail | null {
  if (url === undefined) return null
  const options = {
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const sender = { from: from ?? 'rapport@localhost' }
  const transport = pooled
    ? createTransport({ ...options, pool: true, maxConnections: 2, maxMessages: 100_000 }, sender)
    : createTransport(options, sender)
  return {
    async send({ id, to, subject, text, html, attachments = [], unsubscribe }) {
      const { rejected, accepted } = await transport
        .sendMail({
          messageId: messageIdOf(id),
          to: [...to],
          subject,
          text,
          ...(html !== undefined && { html }),
          attachments: [...attachments],
          headers: {
            'auto-submitted': 'auto-generated',
            ...(unsubscribe !== undefined && {
              'list-unsubscribe': `<${unsubscribe}>`,
              'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
            }),
          },
        })
        .catch((error: Error & { responseCode?: number; command?: string }) => {
          const { responseCode = 0, command = '' } = error
          // What the server said to the letter itself; to a sign-in or greeting it may say otherwise another time.
          if (responseCode >= 500 && /^(RCPT TO|MAIL FROM|DATA)/.test(command))
            throw new MailRefused(responseCode, command.startsWith('RCPT'))
          throw error
        })
      if (accepted.length === 0 && rejected.length > 0) throw new Error('mail: nobody was accepted')
    },
    reachable: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    close: () => transport.close(),
  }
}
