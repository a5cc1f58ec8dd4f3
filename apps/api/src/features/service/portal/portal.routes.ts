import { codeChannels, portal } from '@rapport/contract/service/portal'
import { endPortalSession } from '#http/portal-session.ts'
import { customerRoute, rawRoute } from '#http/serve.ts'
import { askForCode, signIn } from './codes.ts'
import { makeRequest, rateRequest } from './make-request.ts'
import { ownMessages, ownReport, ownReports, ownRequests, ownSurveys, requestClasses, whoAmI } from './own.ts'

export const portalRoutes = [
  rawRoute(portal.about, async ({ product }) => ({
    channels: codeChannels.filter((channel) => product.channels.includes(channel)),
  })),
  rawRoute(portal.askForCode, async ({ product, request, reply, body }) => {
    reply.code(202)
    return askForCode(product, request.ip, body)
  }),
  rawRoute(portal.signIn, async ({ app, product, request, reply, body }) =>
    signIn({ app, product, reply }, request.ip, body),
  ),
  customerRoute(portal.whoAmI, ({ own }) => own(whoAmI)),
  customerRoute(portal.signOut, ({ product, request, reply }) =>
    endPortalSession(product, reply, request.portal!.tokenHash),
  ),
  customerRoute(portal.reports, ({ own }) => own(ownReports)),
  customerRoute(portal.report, ({ own, params, product }) => own((db) => ownReport(db, product.seal, params.id))),
  customerRoute(portal.messages, ({ own }) => own(ownMessages)),
  customerRoute(portal.surveys, ({ own, product }) => own((db) => ownSurveys(db, product.seal))),
  customerRoute(portal.requestClasses, ({ own }) => own(requestClasses)),
  customerRoute(portal.requests, ({ own }) => own(ownRequests)),
  customerRoute(portal.makeRequest, (ask) => makeRequest(ask)),
  customerRoute(portal.rate, ({ own, params, body }) => own((db) => rateRequest(db, params.id, body.stars))),
]
