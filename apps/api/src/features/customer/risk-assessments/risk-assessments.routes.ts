import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { route } from '#http/serve.ts'
import { listAssessments, openAssessment } from './assessment-rows.ts'
import { askedToday, recordAssessment } from './record-assessment.ts'
import { reviewAssessment, waitingAssessments } from './review-assessment.ts'

export const riskAssessmentsRoutes = [
  route(riskAssessments.list, ({ db, params }) => listAssessments(db, params.id)),
  route(riskAssessments.asked, ({ db, params, viewer }) => askedToday(db, params.id, viewer.described.today)),
  route(riskAssessments.open, ({ db, params, product }) => openAssessment(db, params.id, product.seal)),
  route(riskAssessments.record, ({ db, params, body, viewer, product }) =>
    recordAssessment(db, params.id, body, {
      ...{ viewerId: viewer.id, today: viewer.described.today },
      ...{ now: product.now(), seal: product.seal },
    }),
  ),
  route(riskAssessments.waiting, ({ db }) => waitingAssessments(db)),
  route(riskAssessments.review, ({ db, params, body }) => reviewAssessment(db, params.id, body)),
]
