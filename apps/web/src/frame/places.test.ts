import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { approvalFlows } from '@rapport/contract/administration/approval-flows'
import { approvals } from '@rapport/contract/administration/approvals'
import { auditEvents } from '@rapport/contract/administration/audit-events'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { notices } from '@rapport/contract/administration/notices'
import { roles, units, users } from '@rapport/contract/administration/organisation'
import { productClasses } from '@rapport/contract/administration/product-classes'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { aboveTolerance } from '@rapport/contract/analytics/above-tolerance'
import { charts } from '@rapport/contract/analytics/charts'
import { contributions } from '@rapport/contract/analytics/contributions'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { models } from '@rapport/contract/analytics/models'
import { reports } from '@rapport/contract/analytics/reports'
import { segments } from '@rapport/contract/analytics/segments'
import { tiers } from '@rapport/contract/analytics/tiers'
import { customerFindings } from '@rapport/contract/customer/customer-findings'
import { customers } from '@rapport/contract/customer/customers'
import { imports } from '@rapport/contract/customer/imports'
import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { securities } from '@rapport/contract/customer/securities'
import { suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { articles } from '@rapport/contract/marketing/articles'
import { campaigns } from '@rapport/contract/marketing/campaigns'
import { products } from '@rapport/contract/marketing/products'
import { prospects } from '@rapport/contract/marketing/prospects'
import type { Permission } from '@rapport/contract/permissions'
import { calendar } from '@rapport/contract/service/calendar'
import { callBacks } from '@rapport/contract/service/call-backs'
import { calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { caseClasses } from '@rapport/contract/service/case-classes'
import { cases } from '@rapport/contract/service/cases'
import { messages } from '@rapport/contract/service/messages'
import { moments } from '@rapport/contract/service/moments'
import { servicePlans } from '@rapport/contract/service/service-plans'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { workLogs } from '@rapport/contract/service/work-logs'
import { expect, test } from 'vitest'
import { aViewer } from '#testing/show.tsx'
import { areas, areasFor, today } from './places.ts'

test('a page is offered to whoever may call the endpoint of its list', () => {
  const lists = {
    '/customers': customers.list,
    '/prospects': prospects.list,
    '/securities': securities.list,
    '/imports': imports.list,
    '/customer-quality': customerFindings.list,
    '/care-visits': careVisits.list,
    '/tasks': tasks.list,
    '/calendar': calendar.list,
    '/calls': calls.list,
    '/work-log': workLogs.list,
    '/moments': moments.rules,
    '/messages': messages.list,
    '/service-plans': servicePlans.list,
    '/call-backs': callBacks.list,
    '/surveys': surveys.list,
    '/questionnaires': questionnaires.list,
    '/suitability-rules': suitabilityRules.list,
    '/campaigns': campaigns.list,
    '/articles': articles.list,
    '/products': products.list,
    '/cases': cases.list,
    '/case-classes': caseClasses.put,
    '/dashboards': dashboards.list,
    '/charts': charts.customersByLevel,
    '/reports': reports.list,
    '/segments': segments.list,
    '/tiers': tiers.ladder,
    '/contributions': contributions.list,
    '/product-classes': productClasses.list,
    '/customers-at-risk': models.atRisk,
    '/customers-above-tolerance': aboveTolerance.list,
    '/models': models.list,
    '/approvals': approvals.list,
    '/approval-flows': approvalFlows.list,
    '/notices': notices.publish,
    '/organisation': units.list,
    '/users': users.list,
    '/roles': roles.list,
    '/data-centre': etlRuns.list,
    '/data-centre/quality': qualityIssues.list,
    '/audit': auditEvents.list,
  }
  const offered = Object.fromEntries(areas.flatMap(({ places }) => places.map(({ to, needs }) => [to, needs])))
  expect(offered).toEqual(Object.fromEntries(Object.entries(lists).map(([to, { caller }]) => [to, caller])))
})

test('rows in quarantine have an entry of their own for whoever may not open the data centre', () => {
  const shown = (permissions: Permission[]) =>
    areasFor(aViewer({ permissions })).flatMap(({ places }) => places.map(({ to }) => to))
  expect(shown(['data-quality.read'])).toEqual(['/data-centre/quality'])
  expect(shown(['data-quality.read', 'data-centre.read'])).toEqual(['/data-centre'])
})

test('each page has a mark of its own, and the picture has no other', () => {
  const picture = readFileSync(join(import.meta.dirname, 'place-icons.svg'), 'utf8')
  const marks = [today, ...areas.flatMap(({ places }) => places)].map(({ icon }) => icon)
  expect([...picture.matchAll(/<symbol id="([^"]+)"/g)].map(([, id]) => id)).toEqual(marks.toSorted())
})

test('an area without a page that one may open is not shown', () => {
  const shown = areasFor(aViewer({ permissions: ['customer.read', 'chart.read'] }))
  expect(shown.map(({ label, places }) => [label, places.map(({ to }) => to)])).toEqual([
    ['frame.area.customer', ['/customers', '/questionnaires', '/suitability-rules']],
    ['frame.area.analytics', ['/charts', '/tiers', '/customers-at-risk', '/models']],
  ])
})
