import { moments } from '@rapport/contract/service/moments'
import { doing } from '#features/administration/approvals/approval-subject.ts'
import { route } from '#http/serve.ts'
import { listMoments } from './moment-list.ts'
import { createRule, dropDraft, goLive, listRules, openRule, pauseRule, resumeRule, saveDraft } from './moment-rules.ts'
import { askTrial, openTrial } from './moment-trials.ts'

export const momentsRoutes = [
  route(moments.rules, ({ db }) => listRules(db)),
  route(moments.openRule, ({ db, params }) => openRule(db, params.code)),
  route(moments.createRule, (ask) => createRule(doing(ask), ask.body)),
  route(moments.saveDraft, (ask) => saveDraft(doing(ask), ask.params.code, ask.body)),
  route(moments.dropDraft, (ask) => dropDraft(doing(ask), ask.params.code)),
  route(moments.goLive, (ask) => goLive(doing(ask), ask.params.code)),
  route(moments.pause, ({ db, viewer, params, body }) => pauseRule(db, viewer, params.code, body.reason)),
  route(moments.resume, ({ db, viewer, params }) => resumeRule(db, viewer, params.code)),
  route(moments.tryRule, ({ db, viewer, params, body }) => askTrial(db, viewer, params.code, body)),
  route(moments.trial, ({ db, params }) => openTrial(db, params.id)),
  route(moments.list, ({ db, query }) => listMoments(db, query)),
]
