import { users } from '@rapport/contract/administration/organisation'
import { rawRoute, route } from '#http/serve.ts'
import { colleagues } from './colleagues.ts'
import { changeUser, listUsers } from './users.ts'
import { createUser, setPassword } from './with-password.ts'

export const usersRoutes = [
  route(users.colleagues, ({ db, query }) => colleagues(db, query)),
  route(users.list, ({ db, query }) => listUsers(db, query)),
  route(users.change, ({ db, viewer, params, version, body, product }) =>
    changeUser(db, viewer.id, params.id, version, body, product.now()),
  ),
  rawRoute(users.create, async ({ product, viewer, body, requestId, reply }) => {
    const user = users.create.reply.parse(await createUser(product, viewer!, body, requestId))
    return reply.code(201).header('etag', `"${user.version}"`).send(user)
  }),
  rawRoute(users.setPassword, async ({ product, viewer, params, body, requestId, reply }) => {
    await setPassword(product, viewer!, params.id, body.password, requestId)
    return reply.code(204).send()
  }),
]
