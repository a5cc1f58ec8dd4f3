import { moments } from '@rapport/contract/service/moments'
import { route } from '#http/serve.ts'
import { listMoments } from './moment-list.ts'
import { createRule, dropDraft, goLive, listRules, openRule, pauseRule, resumeRule, saveDraft } from './moment-rules.ts'
import { askTrial, openTrial } from './moment-trials.ts'

export const momentsRoutes = [
  route(moments.rules, ({ db }) => listRules(db)),
  route(moments.openRule, ({ db, params }) => openRule(db, params.code)),
  route(moments.createRule, ({ db, viewer, body }) => createRule(db, viewer, body)),
  route(moments.saveDraft, ({ db, viewer, params, body }) => saveDraft(db, viewer, params.code, body)),
  route(moments.dropDraft, ({ db, params }) => dropDraft(db, params.code)),
  route(moments.goLive, ({ db, viewer, params, product }) => goLive(db, viewer, params.code, product.now())),
  route(moments.pause, ({ db, viewer, params, body }) => pauseRule(db, viewer, params.code, body.reason)),
  route(moments.resume, ({ db, viewer, params }) => resumeRule(db, viewer, params.code)),
  route(moments.tryRule, ({ db, viewer, params, body }) => askTrial(db, viewer, params.code, body)),
  route(moments.trial, ({ db, params }) => openTrial(db, params.id)),
  route(moments.list, ({ db, query }) => listMoments(db, query)),
]
