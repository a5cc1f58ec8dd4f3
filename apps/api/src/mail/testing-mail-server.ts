import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  to: string[]
  text: string
}
/**
 * A real mail server on a free port. `refuse` says of an address by which SMTP code it is refused, or that the line is cut; `onLetter`
 * is told of each letter.
 */
export async function startMailServer(
  refuse: (to: string) => number | 'cut' | null = () => null,
  onLetter: (letter: Letter) => void = () => undefined,
) {
  const letters: Letter[] = []
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
        const letter = { to: envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() }
        letters.push(letter)
        onLetter(letter)
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
export const headerOf = (letter: Letter, name: string) =>
  new RegExp(`^${name}: (.+)$`, 'im').exec(letter.text.replaceAll('\r\n ', ' '))?.[1]?.trim()
/** The words of a letter, whatever they are encoded in. */
export function bodyOf({ text }: Letter): string {
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
