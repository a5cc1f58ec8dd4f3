import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'

/**
 * The headers of every answer (D-14), as helmet makes them: once, because they are the same for all. Only the rooms of the meeting
 * gateway, at one origin, may stand in a page of ours and use camera, microphone and screen there.
 */
export function safetyHeaders(overTls: boolean, rooms: string | null): Record<string, string> {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        ...(rooms && { frameSrc: [rooms] }),
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    strictTransportSecurity: overTls && { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  })(request, response, () => undefined)
  const who = rooms ? `(self "${rooms}")` : '()'
  response.setHeader('permissions-policy', `camera=${who}, microphone=${who}, display-capture=${who}`)
  return response.getHeaders() as Record<string, string>
}
