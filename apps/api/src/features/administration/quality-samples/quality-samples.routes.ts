import { qualitySamples } from '@rapport/contract/administration/quality-samples'
import { route } from '#http/serve.ts'
import { choicesOf, drawSample } from './draw-sample.ts'
import { closeSample, markSample } from './mark-sample.ts'
import { listSamples, openSample } from './quality-samples.ts'

export const qualitySamplesRoutes = [
  route(qualitySamples.list, ({ db, query }) => listSamples(db, query)),
  route(qualitySamples.choices, ({ db, query }) => choicesOf(db, query.businessDate)),
  route(qualitySamples.draw, ({ db, viewer, body }) => drawSample(db, viewer.id, body)),
  route(qualitySamples.open, ({ db, viewer, params }) => openSample(db, viewer, params.id)),
  route(qualitySamples.mark, ({ db, viewer, params, body }) => markSample(db, viewer.id, params.id, body)),
  route(qualitySamples.close, ({ db, viewer, params }) => closeSample(db, viewer, params.id)),
]
