import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { rawRoute, route } from '#http/serve.ts'
import {
  giveConsent,
  listRules,
  openPermissions,
  refuseMarketing,
  resumeContacts,
  setRules,
  stopContacts,
} from './contact-permissions.ts'
import { openUnsubscription, unsubscribe } from './unsubscriptions.ts'

export const contactPermissionsRoutes = [
  route(contactPermissions.open, ({ db, params }) => openPermissions(db, params.id)),
  route(contactPermissions.consent, ({ db, params, body, product }) => giveConsent(db, params.id, body, product.now())),
  route(contactPermissions.refuse, ({ db, params, body, product }) =>
    refuseMarketing(db, params.id, body.channel, product.now()),
  ),
  route(contactPermissions.stop, ({ db, params, body, product }) =>
    stopContacts(db, params.id, body.kind, body.reason, product.now()),
  ),
  route(contactPermissions.block, ({ db, params, body, product }) =>
    stopContacts(db, params.id, 'legal-block', body.reason, product.now()),
  ),
  route(contactPermissions.resume, ({ db, params, body, product }) =>
    resumeContacts(db, params.id, body.kind, product.now()),
  ),
  route(contactPermissions.unblock, ({ db, params, product }) =>
    resumeContacts(db, params.id, 'legal-block', product.now()),
  ),
  route(contactPermissions.rules, ({ db }) => listRules(db)),
  route(contactPermissions.setRules, ({ db, body, viewer, product }) =>
    setRules(db, body, viewer.described.today, product.now()),
  ),
  rawRoute(contactPermissions.unsubscription, ({ product, params }) => openUnsubscription(product, params.token)),
  rawRoute(contactPermissions.unsubscribe, ({ product, params, request }) =>
    // A mail program says so in a form; a person pressed a button on our page.
    unsubscribe(product, params.token, String(request.body ?? '').includes('One-Click') ? 'one-click' : 'link'),
  ),
]
