import { callBacks } from '@rapport/contract/service/call-backs'
import { route } from '#http/serve.ts'
import { listCallBacks } from './call-back-list.ts'
import { listRules, setRules } from './call-back-rules.ts'
import { certifyCallBack, openCallBack, recordCallBack } from './call-backs.ts'
import { coverageOf } from './coverage.ts'
import { drawCallBacks, listSamples, replaySample } from './samples.ts'
import { addScript, listScripts } from './scripts.ts'

export const callBacksRoutes = [
  route(callBacks.coverage, ({ db, viewer, query }) => {
    const { today } = viewer.described
    return coverageOf(db, query.year ?? Number(today.slice(0, 4)), today)
  }),
  route(callBacks.list, ({ db, query }) => listCallBacks(db, query)),
  route(callBacks.open, ({ db, viewer, params }) => openCallBack(db, params.id, viewer.described.today)),
  route(callBacks.record, ({ db, viewer, params, body, product }) =>
    recordCallBack(db, viewer, params.id, body, product.now()),
  ),
  route(callBacks.certify, ({ db, viewer, params, body, product }) =>
    certifyCallBack(db, viewer, params.id, body, product.now()),
  ),
  route(callBacks.scripts, ({ db }) => listScripts(db)),
  route(callBacks.addScript, ({ db, viewer, body, product }) =>
    addScript(db, body, viewer.described.today, product.now()),
  ),
  route(callBacks.rules, ({ db }) => listRules(db)),
  route(callBacks.setRules, ({ db, viewer, body, product }) =>
    setRules(db, body, viewer.described.today, product.now()),
  ),
  route(callBacks.samples, ({ db }) => listSamples(db)),
  route(callBacks.draw, ({ db, viewer, body, product }) => drawCallBacks(db, viewer, body, product.now())),
  route(callBacks.replay, ({ db, params }) => replaySample(db, params.id)),
]
