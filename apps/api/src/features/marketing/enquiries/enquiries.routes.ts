import { enquiries } from '@rapport/contract/marketing/enquiries'
import { rawRoute } from '#http/serve.ts'
import { openForm, proveEnquiry, sendEnquiry } from './enquiries.ts'

export const enquiriesRoutes = [
  rawRoute(enquiries.form, ({ product, params }) => openForm(product, params.code)),
  rawRoute(enquiries.send, ({ product, params, body, request, reply }) => {
    reply.code(202)
    return sendEnquiry(product, params.code, body, request.ip)
  }),
  rawRoute(enquiries.prove, ({ product, params, body, request, reply }) => {
    reply.code(202)
    return proveEnquiry(product, params.code, body, request.ip)
  }),
]
