import { addressOf } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { endpoints } from '@rapport/contract/endpoints'
import { makeBranch, makeHeadOffice } from '@rapport/database/factories'
import { roleCodes } from '@rapport/database/factories/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from './testing.ts'
import { inputFor, randomFrom } from './testing-input.ts'

const initials = {
  am: 'account-manager',
  sa: 'service-agent',
  bm: 'branch-manager',
  ho: 'head-office',
  co: 'compliance',
  ad: 'administrator',
} as const

/** Who may call what: every call and every role, said once more apart from the contract and the roles' permissions. */
const matrix: Record<string, string> = {
  'operations.live': 'anybody',
  'operations.ready': 'anybody',
  'operations.openapi': 'am sa bm ho co ad',
  'session.signIn': 'anybody',
  'session.whoAmI': 'am sa bm ho co ad',
  'session.signOut': 'am sa bm ho co ad',
  'session.setPreferences': 'am sa bm ho co ad',
  'session.changePassword': 'am sa bm ho co ad',
  'customers.list': 'am sa bm ho co',
  'customers.lookUp': 'am sa bm ho co',
  'customers.groups': 'am sa bm ho co',
  'customers.exportRows': 'am bm ho co',
  'customers.create': 'am bm',
  'customers.open': 'am sa bm ho co',
  'customers.edit': 'am bm',
  'customers.remove': 'am bm',
  'customers.restore': 'am bm',
  'customers.handOver': 'bm ho',
  'segments.list': 'am bm ho co',
  'segments.open': 'am bm ho co',
  'segments.create': 'am bm ho co',
  'segments.edit': 'am bm ho co',
  'segments.remove': 'am bm ho co',
  'segments.count': 'am bm ho co',
  'segments.movements': 'am bm ho co',
  'segments.history': 'am bm ho co',
  'aboveTolerance.list': 'am sa bm ho co',
  'nextOffers.ofCustomer': 'am sa bm ho co',
  'reports.run': 'am bm ho co',
  'reports.exportRows': 'am bm ho co',
  'reports.list': 'am bm ho co',
  'reports.open': 'am bm ho co',
  'reports.create': 'am bm ho co',
  'reports.edit': 'am bm ho co',
  'reports.remove': 'am bm ho co',
  'reportSchedules.open': 'am bm ho co',
  'reportSchedules.create': 'am bm ho co',
  'reportSchedules.edit': 'am bm ho co',
  'reportSchedules.send': 'am bm ho co',
  'reportSchedules.remove': 'am bm ho co',
  'dashboards.list': 'am sa bm ho co',
  'dashboards.open': 'am sa bm ho co',
  'dashboards.create': 'am sa bm ho co',
  'dashboards.copy': 'am sa bm ho co',
  'dashboards.pin': 'am sa bm ho co',
  'dashboards.edit': 'am sa bm ho co',
  'dashboards.remove': 'am sa bm ho co',
  'dashboards.roles': 'bm ho',
  'dashboards.home': 'am sa bm ho co ad',
  'dashboards.setHome': 'am sa bm ho co',
  'segments.ofCustomer': 'am bm ho co',
  'tiers.ladder': 'am sa bm ho co',
  'tiers.change': 'ho',
  'tiers.flows': 'am sa bm ho co',
  'tiers.moved': 'am sa bm ho co',
  'tiers.ofCustomer': 'am sa bm ho co',
  'tiers.setByHand': 'am bm',
  'tiers.takeBack': 'am bm',
  'customerFindings.list': 'am bm ho co',
  'customerFindings.counts': 'am bm ho co',
  'customerFindings.keepers': 'bm ho',
  'customerFindings.assign': 'bm ho',
  'customerFindings.dismiss': 'bm ho',
  'customerFindings.reopen': 'bm ho',
  'customerMerges.compare': 'bm ho',
  'customerMerges.merge': 'bm ho',
  'customerOrigins.list': 'am sa bm ho co',
  'identifications.list': 'am sa bm ho co',
  'identifications.add': 'am bm',
  'identifications.edit': 'am bm',
  'identifications.remove': 'am bm',
  'contactPoints.list': 'am sa bm ho co',
  'contactPoints.add': 'am sa bm',
  'contactPoints.edit': 'am sa bm',
  'contactPoints.remove': 'am sa bm',
  'contactPersons.list': 'am sa bm ho co',
  'contactPersons.add': 'am sa bm',
  'contactPersons.edit': 'am sa bm',
  'contactPersons.remove': 'am sa bm',
  'bankCards.list': 'am sa bm ho co',
  'bankCards.add': 'am bm',
  'bankCards.remove': 'am bm',
  'reveals.reveal': 'am bm ho',
  'investorProfiles.list': 'am sa bm ho co',
  'investorProfiles.record': 'am bm',
  'family.open': 'am sa bm ho co',
  'family.link': 'am bm',
  'family.unlink': 'am bm',
  'customerNeeds.list': 'am sa bm ho co',
  'customerNeeds.record': 'am sa bm',
  'customerNeeds.remove': 'am sa bm',
  'accounts.list': 'am sa bm ho co',
  'accounts.positions': 'am sa bm ho co',
  'accounts.days': 'am sa bm ho co',
  'customerAnalyses.read': 'am sa bm ho co',
  'customerReports.list': 'am sa bm ho co',
  'customerReports.create': 'am bm ho',
  'customerReports.file': 'am sa bm ho co',
  'customerReports.send': 'am bm ho',
  'reportBatches.list': 'am bm ho',
  'reportBatches.create': 'am bm ho',
  'reportBatches.open': 'am bm ho',
  'reportBatches.stop': 'am bm ho',
  'reportBatches.file': 'am bm ho',
  'accounts.productHoldings': 'am sa bm ho co',
  'accounts.productMovements': 'am sa bm ho co',
  'accounts.exportProductMovements': 'am bm ho co',
  'accounts.trades': 'am sa bm ho co',
  'accounts.exportTrades': 'am bm ho co',
  'accounts.requests': 'am sa bm ho co',
  'accounts.requestService': 'am bm',
  'timeline.list': 'am sa bm ho co',
  'securities.list': 'am sa bm ho co',
  'securities.prices': 'am sa bm ho co',
  'figures.trust': 'am sa bm ho co ad',
  'figures.origin': 'am sa bm ho co ad',
  'imports.preview': 'am bm ho',
  'imports.start': 'am bm ho',
  'imports.list': 'am bm ho',
  'imports.open': 'am bm ho',
  'imports.refusedRows': 'am bm ho',
  'careVisits.list': 'am sa bm ho co',
  'careVisits.exportRows': 'am bm ho co',
  'careVisits.plan': 'am sa bm',
  'careVisits.open': 'am sa bm ho co',
  'careVisits.change': 'am sa bm',
  'careVisits.cancel': 'am sa bm',
  'careVisits.recordOutcome': 'am sa bm',
  'charts.customersByLevel': 'bm ho co',
  'charts.newCustomersByMonth': 'bm ho co',
  'charts.visitsByBranchAndWeek': 'bm ho co',
  'charts.tradedValueByMonth': 'bm ho co',
  'charts.branchRanking': 'bm ho co',
  'businessMix.ofCustomer': 'am sa bm ho co',
  'contributions.ofCustomer': 'am sa bm ho co',
  'contributions.list': 'am sa bm ho co',
  'contributions.rates': 'am sa bm ho co',
  'contributions.record': 'ho',
  'firmCharts.open': 'bm ho co',
  'indicators.list': 'am sa bm ho co ad',
  'indicators.open': 'am sa bm ho co ad',
  'indicators.edit': 'ho',
  'models.list': 'bm ho co',
  'models.versions': 'bm ho co',
  'models.fit': 'ho',
  'models.configure': 'ho',
  'models.open': 'bm ho co',
  'models.use': 'ho',
  'models.scores': 'am sa bm ho co',
  'models.atRisk': 'am sa bm ho co',
  'units.list': 'am sa bm ho co ad',
  'units.create': 'ad',
  'units.change': 'ad',
  'roles.list': 'ad',
  'roles.create': 'ad',
  'roles.change': 'ad',
  'roles.tryOut': 'ad',
  'users.colleagues': 'am sa bm ho co ad',
  'users.list': 'ad',
  'users.create': 'ad',
  'users.change': 'ad',
  'users.setPassword': 'ad',
  'auditEvents.list': 'co',
  'dataSources.list': 'ho co ad',
  'dataSources.create': 'ad',
  'dataSources.change': 'ad',
  'dataSources.contents': 'ad',
  'collectedTables.open': 'ho co ad',
  'productClasses.list': 'am sa bm ho co',
  'productClasses.add': 'ho',
  'productClasses.end': 'ho',
  'rates.list': 'ho co ad',
  'rates.recordFee': 'ad',
  'rates.recordCurrency': 'ad',
  'collectionItems.list': 'ho co ad',
  'collectionItems.open': 'ho co ad',
  'collectionItems.create': 'ad',
  'collectionItems.change': 'ad',
  'collectionItems.preview': 'ad',
  'collectionItems.previewAtSource': 'ad',
  'etlProjects.list': 'ho co ad',
  'etlProjects.create': 'ad',
  'etlProjects.file': 'ho co ad',
  'etlProjects.load': 'ad',
  'etlProjects.createTask': 'ad',
  'etlProjects.changeTask': 'ad',
  'etlRuns.list': 'ho co ad',
  'etlRuns.changes': 'ho co ad',
  'etlRuns.open': 'ho co ad',
  'etlRuns.log': 'ho co ad',
  'etlRuns.start': 'ad',
  'etlRuns.stop': 'ad',
  'etlRuns.rerunStep': 'ad',
  'etlRuns.upload': 'ad',
  'qualityRules.list': 'ho co ad',
  'qualityRules.create': 'ad',
  'qualityRules.change': 'ad',
  'qualityIssues.list': 'bm ho co ad',
  'qualityIssues.open': 'bm ho co ad',
  'qualityIssues.fix': 'bm ho',
  'qualityIssues.dismiss': 'bm ho',
  'qualityIssues.replay': 'ad',
  'qualitySamples.list': 'bm ho co ad',
  'qualitySamples.choices': 'bm ho',
  'qualitySamples.draw': 'bm ho',
  'qualitySamples.open': 'bm ho co ad',
  'qualitySamples.mark': 'bm ho',
  'qualitySamples.close': 'bm ho',
  'quality.thresholds': 'ho co ad',
  'quality.setThresholds': 'ad',
  'quality.days': 'ho co ad',
  'quality.reconciliations': 'ho co ad',
  'quality.accept': 'ad',
  'notifications.list': 'am sa bm ho co ad',
  'notifications.read': 'am sa bm ho co ad',
  'notifications.readAll': 'am sa bm ho co ad',
}
const may = (name: string, role: string) =>
  matrix[name] === 'anybody' ||
  matrix[name]!.split(' ').some((short) => initials[short as keyof typeof initials] === role)

let api: Api
const people: Record<string, Client> = {}
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  const head = await api.make((db) => makeHeadOffice(db))
  for (const role of roleCodes) people[role] = await api.signIn(role, role === 'administrator' ? head : branch)
})
afterAll(() => api.close())

const random = randomFrom(1)
/** A call with everything right but an id that nobody has, and a version. */
function wellFormed(endpoint: Endpoint) {
  const { after: _, ...query } = inputFor(endpoint.query, random) as Record<string, unknown>
  const path = addressOf(endpoint, { params: inputFor(endpoint.params, random), query })
  const json = endpoint.takes === 'json'
  return {
    path,
    headers: { 'if-match': '"1"', ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(inputFor(endpoint.body, random)) }),
  }
}
const codeIn = async (answer: Response) => ((await answer.json()) as { code?: string }).code

describe('who may call', () => {
  it('is said for every call of the contract, and for none besides', () => {
    expect(Object.keys(matrix).sort()).toEqual(endpoints.map(({ name }) => name).sort())
  })

  describe.each(endpoints)('$name', ({ name, endpoint }) => {
    const { path, ...init } = wellFormed(endpoint)
    // Refused for its shape by whoever may call, so that walking changes nothing: 401 comes before 403 before 400.
    const misshapen = `${path}${path.includes('?') ? '&' : '?'}nonsense=1`

    it('is refused to whoever is not signed in', async () => {
      const headers = { origin: api.origin, 'x-requested-by': 'test', ...init.headers }
      const answer = await fetch(`${api.origin}/api${misshapen}`, { ...init, method: endpoint.method, headers })
      expect(answer.status).toBe(matrix[name] === 'anybody' ? 400 : 401)
      expect(await codeIn(answer)).toBe(matrix[name] === 'anybody' ? 'invalid' : 'not-signed-in')
    })

    it('is open to exactly the roles of the matrix', async () => {
      const found: Record<string, unknown> = {}
      for (const role of roleCodes) {
        const answer = await people[role]!.send(endpoint.method, misshapen, init)
        found[role] = [answer.status, await codeIn(answer)]
      }
      const expected = (role: string) => (may(name, role) ? [400, 'invalid'] : [403, 'not-allowed'])
      expect(found).toEqual(Object.fromEntries(roleCodes.map((role) => [role, expected(role)])))
    })

    if (endpoint.path.includes(':id'))
      it('answers 404 for what is not there, once the shape is right', async () => {
        for (const role of roleCodes.filter((role) => may(name, role))) {
          const answer = await people[role]!.send(endpoint.method, path, init)
          expect(answer.status, role).toBe(404)
          expect(await codeIn(answer)).toBe('not-found')
        }
      })

    if (endpoint.versioned)
      it('wants to know from which version', async () => {
        for (const role of roleCodes.filter((role) => may(name, role))) {
          const { 'if-match': _, ...headers } = init.headers
          expect((await people[role]!.send(endpoint.method, path, { ...init, headers })).status).toBe(428)
        }
      })
  })

  it('does not depend on how the method is said', async () => {
    const agent = people['service-agent']!
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      expect((await agent.send('GET', '/units?nonsense=1', { headers: { [header]: 'POST' } })).status).toBe(400)
    for (const method of ['HEAD', 'OPTIONS', 'PROPFIND', 'PURGE'])
      expect([404, 403, 405], method).toContain((await agent.send(method, '/audit-events')).status)
  })
})
