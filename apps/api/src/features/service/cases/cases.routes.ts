import { cases } from '@rapport/contract/service/cases'
import { type Ask, fileRoute, route } from '#http/serve.ts'
import { figuresOf } from './case-figures.ts'
import { exportCases, groupCases, listCases } from './case-list.ts'
import { changeCase } from './change-case.ts'
import { decideAnswer } from './decide-answer.ts'
import { type Doing, historyOf, openCase } from './open-case.ts'
import { registerCase } from './register-case.ts'
import { assignCase, handlersOf, recuseFrom } from './supervise-case.ts'
import { takeStep } from './take-step.ts'

const doing = ({ db, viewer, product }: Pick<Ask, 'db' | 'viewer' | 'product'>): Doing => ({
  db,
  viewer,
  now: product.now(),
  seal: product.seal,
})

export const casesRoutes = [
  route(cases.list, ({ db, query, product }) => listCases(db, query, product.now())),
  route(cases.figures, ({ db, query, product }) => figuresOf(db, query, product.now())),
  route(cases.groups, ({ db, query, product }) => groupCases(db, query, product.now())),
  fileRoute(cases.exportRows, ({ db, query, product }, after) => exportCases(db, query, after, product.now())),
  route(cases.register, (ask) => registerCase(doing(ask), ask.body)),
  route(cases.open, (ask) => openCase(doing(ask), ask.params.id)),
  route(cases.history, (ask) => historyOf(doing(ask), ask.params.id)),
  route(cases.handlers, (ask) => handlersOf(doing(ask), ask.params.id)),
  route(cases.change, (ask) => changeCase(doing(ask), ask.params.id, ask.version, ask.body)),
  route(cases.takeStep, (ask) => takeStep(doing(ask), ask.params.id, ask.body)),
  route(cases.decide, (ask) => decideAnswer(doing(ask), ask.params.id, ask.body)),
  route(cases.assign, (ask) => assignCase(doing(ask), ask.params.id, ask.body)),
  route(cases.recuse, (ask) => recuseFrom(doing(ask), ask.params.id, ask.body)),
]
