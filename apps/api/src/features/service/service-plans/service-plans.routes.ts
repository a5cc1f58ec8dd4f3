import { servicePlans } from '@rapport/contract/service/service-plans'
import { route } from '#http/serve.ts'
import { endCustomerPlan, listPlansOfCustomer, makePlanFor, startPlan } from './customer-plans.ts'
import { listMembers } from './plan-members.ts'
import { addPlan, addPlanVersion, closePlan, listPlans, openPlan } from './service-plans.ts'

export const servicePlansRoutes = [
  route(servicePlans.list, ({ db, product }) => listPlans(db, product.now())),
  route(servicePlans.add, ({ db, viewer, body, product }) => addPlan(db, viewer, body, product.now())),
  route(servicePlans.open, ({ db, params }) => openPlan(db, params.id)),
  route(servicePlans.addVersion, ({ db, params, body, product }) => addPlanVersion(db, params.id, body, product.now())),
  route(servicePlans.close, ({ db, viewer, params, version }) =>
    closePlan(db, { id: params.id, version }, viewer.described.today),
  ),
  route(servicePlans.members, ({ db, params, query, product }) => listMembers(db, params.id, query, product.now())),
  route(servicePlans.ofCustomer, ({ db, params, product }) => listPlansOfCustomer(db, params.id, product.now())),
  route(servicePlans.start, ({ db, viewer, params, body, product }) =>
    startPlan(db, viewer, params.id, body, product.now()),
  ),
  route(servicePlans.makeFor, ({ db, viewer, params, body, product }) =>
    makePlanFor(db, viewer, params.id, body, product.now()),
  ),
  route(servicePlans.end, ({ db, viewer, params, body, product }) =>
    endCustomerPlan(db, viewer, params.id, body.reason, product.now()),
  ),
]
