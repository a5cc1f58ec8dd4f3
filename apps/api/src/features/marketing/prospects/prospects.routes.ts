import { prospectChannels, prospectRules, prospects } from '@rapport/contract/marketing/prospects'
import { meansOf } from '#features/customer/customers/customer-filter.ts'
import { route } from '#http/serve.ts'
import { createProspect } from './create-prospect.ts'
import { listProspects } from './list-prospects.ts'
import { claimProspect, listPool, releaseProspect } from './pool.ts'
import { addProspectChannel, editProspectChannel, listProspectChannels } from './prospect-channels.ts'
import { openProspect } from './prospect-rows.ts'
import { addProspectRule, listProspectRules } from './prospect-rules.ts'
import { convertProspect, editProspect, loseProspect, reopenProspect } from './prospects.ts'

export const prospectsRoutes = [
  route(prospects.list, (ask) => listProspects(ask.db, ask.query, meansOf(ask))),
  route(prospects.create, (ask) => createProspect(ask.db, ask.viewer, ask.body, meansOf(ask))),
  route(prospects.open, ({ db, params }) => openProspect(db, params.id)),
  route(prospects.edit, ({ db, params, version, body }) => editProspect(db, params.id, version, body)),
  route(prospects.lose, ({ db, params, body }) => loseProspect(db, params.id, body)),
  route(prospects.reopen, ({ db, params }) => reopenProspect(db, params.id)),
  route(prospects.convert, (ask) => convertProspect(ask.db, ask.params.id, ask.body, meansOf(ask))),
  route(prospects.release, ({ db, params, body }) => releaseProspect(db, params.id, body.reason)),
  route(prospects.pool, ({ db, query, viewer }) => listPool(db, query, viewer.described.today)),
  route(prospects.claim, ({ db, body }) => claimProspect(db, body.prospectId)),
  route(prospectRules.list, ({ db }) => listProspectRules(db)),
  route(prospectRules.add, ({ db, body, viewer }) => addProspectRule(db, body, viewer.described.today)),
  route(prospectChannels.list, ({ db, product }) => listProspectChannels(db, product.seal)),
  route(prospectChannels.add, ({ db, product, body, viewer }) =>
    addProspectChannel(db, product.seal, body, viewer.described.today),
  ),
  route(prospectChannels.edit, ({ db, product, params, version, body, viewer }) =>
    editProspectChannel(db, product.seal, { id: params.id, version, today: viewer.described.today }, body),
  ),
]
