import { session } from '@rapport/contract/session'
import { rawRoute, route } from '#http/serve.ts'
import { beginSession, endSession, findViewer } from '#http/session.ts'
import { changePassword, noteSignOut, recognise, setPreferences } from './session.ts'

export const sessionRoutes = [
  rawRoute(session.signIn, async ({ app, product, request, reply, body }) => {
    const userId = await recognise(product, body.username, body.password, request.ip)
    // A session brought along from before does not live on.
    const before = await findViewer(app, product, request)
    if (before) await endSession(product, reply, before.tokenHash)
    return (await beginSession(app, product, reply, userId)).described
  }),
  route(session.whoAmI, async ({ viewer }) => viewer.described),
  rawRoute(session.signOut, async ({ product, reply, viewer }) => {
    await noteSignOut(product, viewer!.id)
    await endSession(product, reply, viewer!.tokenHash)
    return reply.code(204).send()
  }),
  rawRoute(session.setPreferences, ({ product, viewer, body }) => setPreferences(product, viewer!.id, body)),
  rawRoute(session.changePassword, async ({ product, reply, viewer, body }) => {
    await changePassword(product, viewer!.id, body.current, body.next)
    await endSession(product, reply, viewer!.tokenHash)
    return reply.code(204).send()
  }),
]
