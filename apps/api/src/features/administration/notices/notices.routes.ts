import { notices } from '@rapport/contract/administration/notices'
import { route } from '#http/serve.ts'
import { readersOf, remind, withdraw } from './look-after-notice.ts'
import { openNotice } from './notice-rows.ts'
import { addressable, listNotices, publishNotice, readNotice } from './notices.ts'

export const noticesRoutes = [
  route(notices.list, ({ db, query, product }) => listNotices(db, query, product.now())),
  route(notices.choices, ({ db }) => addressable(db)),
  route(notices.publish, ({ db, viewer, body, product }) => publishNotice(db, viewer, body, product.now())),
  route(notices.open, ({ db, params, product }) => openNotice(db, params.id, product.now())),
  route(notices.read, ({ db, params, product }) => readNotice(db, params.id, false, product.now())),
  route(notices.confirm, ({ db, params, product }) => readNotice(db, params.id, true, product.now())),
  route(notices.readers, ({ db, params, product }) => readersOf(db, params.id, product.now())),
  route(notices.remind, ({ db, params, product }) => remind(db, params.id, product.now())),
  route(notices.withdraw, ({ db, params, body, product }) => withdraw(db, params.id, body.reason, product.now())),
]
