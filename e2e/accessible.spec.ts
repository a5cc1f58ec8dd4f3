import { approvals } from '@rapport/contract/administration/approvals'
import { auditEvents } from '@rapport/contract/administration/audit-events'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { notices } from '@rapport/contract/administration/notices'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { segments } from '@rapport/contract/analytics/segments'
import { customers } from '@rapport/contract/customer/customers'
import { imports } from '@rapport/contract/customer/imports'
import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { securities } from '@rapport/contract/customer/securities'
import { suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { articles } from '@rapport/contract/marketing/articles'
import { campaigns } from '@rapport/contract/marketing/campaigns'
import { products } from '@rapport/contract/marketing/products'
import { careVisits } from '@rapport/contract/service/care-visits'
import { cases } from '@rapport/contract/service/cases'
import { messages } from '@rapport/contract/service/messages'
import { servicePlans } from '@rapport/contract/service/service-plans'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { makeCalendarTask } from './calendar-task.ts'
import { RUN_MS } from './collecting.ts'
import type { Person, RoleCode } from './firm.ts'
import { expect, type Reader, test, wide } from './reader.ts'
import { violationsOn } from './violations.ts'

const nowhere = '01900000-0000-7000-8000-000000000000'

interface Visit {
  role: RoleCode | null
  /** Each address in turn, by one signed-in person. */
  addresses: (person: Person) => Promise<string[]>
}

/** Lists are narrowed to a few rows: one row is like another. */
const visits: Record<string, Visit> = {
  'the sign-in page': { role: null, addresses: async () => ['/sign-in'] },
  'an account manager without customers': {
    role: 'account-manager',
    addresses: async () => ['/', '/customers', '/customers?q=zzz', '/care-visits', `/customers/${nowhere}`, '/charts'],
  },
  'customers of a branch': {
    role: 'branch-manager',
    addresses: async () => [
      '/customers?q=王',
      '/customers/new',
      '/customers/new?kind=organisation',
      '/securities?q=银行',
    ],
  },
  'a customer with everything': {
    role: 'branch-manager',
    addresses: async (person) => {
      const id = await customerOf(person)
      const month = `${person.viewer.today.slice(0, 7)}-01`
      const tabs = ['accounts', `trades&from=${month}`, 'visits', 'timeline'].map(
        (tab) => `/customers/${id}?tab=${tab}`,
      )
      const { items } = await person.call(securities.list, { query: { limit: '1' } })
      return [
        `/customers/${id}`,
        ...tabs,
        `/customers/${id}/consultation?security=${items[0]!.id}`,
        `/customers/${id}/analysis`,
        `/customers/${id}/edit`,
        `/customers?peek=${id}&q=王`,
      ]
    },
  },
  messages: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(messages.list, { query: { limit: '1' } })
      const of = items.map(({ id, customer }) => [`/messages/${id}`, `/customers/${customer.id}?tab=messages`])
      return [
        '/messages?channel=wecom&state=bounced',
        '/messages?view=batches',
        '/message-templates',
        '/unsubscribe/unknown',
        '/join/unknown',
        '/j/unknown',
        '/calls?view=all&kind=video',
        ...of.flat(),
      ]
    },
  },
  'tasks, cases and moments': {
    role: 'branch-manager',
    addresses: async (person) => {
      const [task] = (await person.call(tasks.list, { query: { limit: '1' } })).items
      const [one] = (await person.call(cases.list, { query: { limit: '1' } })).items
      const [plan] = (await person.call(servicePlans.list)).items
      return [
        '/tasks?view=all&overdue=true',
        ...(task ? [`/tasks/${task.id}`, ...(task.customer ? [`/customers/${task.customer.id}?tab=tasks`] : [])] : []),
        '/service-plans',
        '/service-plans?view=overdue',
        `/service-plans/${plan!.id}`,
        '/calendar',
        '/calendar?view=day',
        '/calendar?view=month&plan=meeting',
        '/calendar?view=team',
        '/work-log',
        '/work-log?view=all',
        '/work-log?view=missing',
        '/calls?view=all',
        '/prospects',
        '/prospects?view=pool',
        '/prospects?view=channels',
        '/prospects?view=rules',
        '/prospects/new',
        '/cases?q=zzz',
        '/cases/new',
        ...(one ? [`/cases/${one.id}`, `/cases?case=${one.id}&q=${one.number}`] : []),
        '/moments',
        '/moments/M07',
      ]
    },
  },
  'notifications, notices and contact rules': {
    role: 'head-office',
    addresses: async (person) => {
      // Planned: nobody else's first page shows it.
      const publishOn = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
      const body = { title: 'Axe', body: 'Axe', unitIds: [person.viewer.unit.id], confirm: true, publishOn }
      const { id } = await person.call(notices.publish, { body })
      return [
        '/notifications',
        '/notifications?view=all',
        '/notifications?view=choices',
        '/notices',
        '/notices?view=published&new=notice',
        `/notices?view=published&notice=${id}`,
        `/notices/${id}`,
        '/contact-rules',
      ]
    },
  },
  approvals: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(approvals.list, { query: { view: 'all', limit: '1' } })
      return [
        '/approvals?view=all',
        ...items.flatMap(({ id }) => [`/approvals/${id}`, `/approvals?view=all&approval=${id}`]),
        '/approvals?view=delegations',
        '/approval-flows',
        '/approval-flows?edit=case-answer',
      ]
    },
  },
  'rules of service': {
    role: 'head-office',
    addresses: async () => [
      '/case-classes',
      '/service-plans?view=levels',
      '/service-plans?view=counted',
      '/moments/M07/edit',
      '/moments/new',
      '/call-backs',
      '/call-backs?view=samples',
      '/call-backs?view=scripts',
      '/call-backs?view=rules',
      '/call-backs?view=calls',
    ],
  },
  questionnaires: {
    role: 'head-office',
    addresses: async (person) => {
      const [one] = (await person.call(questionnaires.list)).items
      return ['/questionnaires', '/questionnaires?view=draft', `/questionnaires/${one!.id}`]
    },
  },
  'suitability rules': {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(suitabilityRules.list)
      return [
        '/suitability-rules',
        '/suitability-rules?view=draft',
        ...items.map(({ id }) => `/suitability-rules/${id}`),
      ]
    },
  },
  articles: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(articles.list, { query: { limit: '1' } })
      return [
        ...['/articles', '/articles?q=%E5%BC%80%E6%88%B7', '/articles?view=open', '/articles/new'],
        ...items.flatMap(({ id }) => [`/articles/${id}`, `/articles/${id}/edit`]),
      ]
    },
  },
  campaigns: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(campaigns.list, { query: { limit: '2' } })
      return ['/campaigns', '/campaigns/new', ...items.map(({ id }) => `/campaigns/${id}`)]
    },
  },
  products: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(products.list, { query: { standing: 'on-shelf,blocked,review', limit: '2' } })
      return ['/products', '/products/new', ...items.flatMap(({ id }) => [`/products/${id}`, `/products/${id}/edit`])]
    },
  },
  'what compliance reviews': { role: 'compliance', addresses: async () => ['/questionnaires?view=reviews'] },
  surveys: {
    role: 'head-office',
    addresses: async (person) => {
      const [one] = (await person.call(surveys.list)).items
      return [
        '/surveys',
        '/surveys?view=questions',
        '/surveys/new',
        ...['', '?view=answers', '?view=build', '?view=preview', '?view=send'].map(
          (view) => `/surveys/${one!.id}${view}`,
        ),
      ]
    },
  },
  'the page of a survey’s link': { role: null, addresses: async () => ['/s/unknown'] },
  'care visits': {
    role: 'service-agent',
    addresses: async (person) => {
      const { today } = person.viewer
      const of = async (state: 'planned' | 'recorded') => {
        const { items } = await person.call(careVisits.list, { query: { state, to: today, limit: '1' } })
        return items[0]!
      }
      const [{ id: planned, staff }, { id: recorded }] = [await of('planned'), await of('recorded')]
      return [
        '/',
        `/care-visits?staff=${staff.id}`,
        `/care-visits?as=list&staff=${staff.id}&state=planned&visit=${recorded}`,
        '/care-visits/offline',
        `/care-visits/${recorded}`,
        `/care-visits/${planned}/record`,
        `/care-visits/${recorded}/record`,
      ]
    },
  },
  imports: {
    role: 'head-office',
    addresses: async (person) => [
      '/imports',
      '/imports/new',
      `/imports/${(await importOneRow(person)).id}`,
      '/imports',
    ],
  },
  charts: {
    role: 'head-office',
    addresses: async () => [
      '/',
      '/charts',
      ...['assets', 'trading', 'customers', 'service', 'ranking', 'data'].map((view) => `/charts?view=${view}`),
    ],
  },
  dashboards: {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(dashboards.list, {})
      const chart = { kind: 'chart' as const, chart: 'market-share' as const, as: 'table' as const, width: 2 }
      const { id } = await person.call(dashboards.create, { body: { name: 'Axe', tiles: [chart] } })
      return [
        '/dashboards',
        ...items.map((one) => `/dashboards/${one.id}`),
        `/dashboards/${items[0]!.id}/edit`,
        `/dashboards/${id}`,
        `/dashboards/${id}/edit`,
      ]
    },
  },
  'indicators, segments and models': {
    role: 'head-office',
    addresses: async (person) => {
      const { items } = await person.call(segments.list, {})
      return [
        '/indicators',
        '/indicators/turnover',
        '/segments',
        '/segments/new',
        `/segments/${items[0]!.id}`,
        `/segments/${items[0]!.id}/edit`,
        '/models',
        '/models/churn',
        '/customers-at-risk',
        '/customers-above-tolerance',
        '/contributions',
        '/product-classes',
        '/customers?aboveTolerance=true',
        '/tiers',
        '/reports',
        '/reports/new?standard=trading-by-unit-and-month',
        '/reports/new?standard=trading-by-month&as=line',
        '/reports/new?standard=largest-customers',
      ]
    },
  },
  administration: {
    role: 'administrator',
    addresses: async (person) => [
      '/',
      '/organisation',
      `/organisation?unit=${person.viewer.unit.id}`,
      `/users?q=am0&user=am01`,
      '/users?add=new&q=zzz',
      '/roles',
      '/roles/new?like=account-manager',
      '/customers',
      '/customers/no/such/page',
    ],
  },
  'the data centre': {
    role: 'administrator',
    addresses: async (person) => {
      const { source, item, project, task, start } = await makeCalendarTask(person, '2019-11-04')
      const run = (await start()).items[0]!
      await over(person, run.id)
      return [
        '/data-centre',
        `/data-centre?day=all&taskId=${task.id}`,
        `/data-centre?day=2019-11-04&taskId=${task.id}&run=${run.id}`,
        '/data-centre/outboxes',
        '/data-centre/sources',
        `/data-centre/items/new?source=${source.id}`,
        `/data-centre/items/${item.id}`,
        '/data-centre/projects',
        `/data-centre/tasks/new?project=${project.id}`,
        `/data-centre/tasks/${task.id}`,
      ]
    },
  },
  'the trail': {
    role: 'compliance',
    addresses: async (person) => {
      const { items } = await person.call(auditEvents.list, { query: { actor: person.username } })
      return ['/', `/audit?actor=${person.username}&event=${items[0]!.id}`]
    },
  },
}

// Each step would carry the whole of axe into the trace.
test.use({ trace: 'off' })

for (const [name, { role, addresses }] of Object.entries(visits))
  test(`axe finds nothing: ${name}, light and dark, at a desk and on a phone`, async ({ sit, provokes }) => {
    test.slow()
    provokes(401, 403, 404)
    const { page, person } = await sit(role, { theme: 'auto' })
    const found: string[] = []
    for (const address of await addresses(person)) {
      await page.goto(address)
      found.push(...(await violationsOn(page, address)))
    }
    expect(found).toEqual([])
  })

/** A customer in sight with accounts, trades and visits. */
async function customerOf(person: Person) {
  const { items } = await person.call(customers.list, { query: { tradedIn: person.viewer.today.slice(0, 7) } })
  return items[0]!.id
}

/** Waits until a run is over. */
const over = (person: Person, id: string) =>
  expect.poll(async () => (await person.call(etlRuns.open, { params: { id } })).state, { timeout: RUN_MS }).toBe('done')

/** An import whose only row is refused. */
function importOneRow(person: Person) {
  const form = new FormData()
  form.set('kind', 'securities')
  form.set('file', new Blob(['code,currency\n,CN\n']), 'securities.csv')
  return person.call(imports.start, { form })
}

/** What opens over a page: by its name, where it is and how it is opened. */
const floating: Record<string, { at: (id: string) => string; open: (reader: Reader) => Promise<void> }> = {
  'the palette': {
    at: () => '/securities',
    open: async ({ page, t }) => {
      await page.getByRole('button', { name: t('frame.search') }).click()
      await page.getByRole('combobox', { name: t('frame.search.placeholder') }).fill('王')
      await expect(page.getByRole('option').first()).toContainText('王')
    },
  },
  'one’s own menu': {
    at: () => '/securities',
    open: async ({ page, t, person }) => {
      await page.getByRole('button', { name: t('frame.me', { name: person.viewer.name }) }).click()
      await expect(page.getByRole('menuitem', { name: t('frame.sign-out') })).toBeVisible()
    },
  },
  'a filter': {
    at: () => '/customers?q=王&level=premium',
    open: async ({ page, t }) => {
      const phrase = t('ui.filter.is', { label: t('customer.level'), values: t('level.premium') })
      await page.getByRole('button', { name: phrase, exact: true }).click()
      await expect(page.getByRole('checkbox', { name: t('level.premium') })).toBeChecked()
    },
  },
  'planning a visit': {
    at: () => '/care-visits?as=list&state=cancelled',
    open: async ({ page, t }) => {
      await page.getByRole('button', { name: t('care-visits.plan') }).click()
      await expect(page.getByRole('dialog', { name: t('care-visits.plan') })).toBeVisible()
    },
  },
  'handing over': {
    at: (id) => `/customers/${id}?tab=timeline`,
    open: async ({ page, t }) => {
      await page.getByRole('button', { name: t('customer.hand-over') }).click()
      await expect(page.getByRole('combobox', { name: t('customer.hand-over.to') })).toBeVisible()
    },
  },
  'adding a contact': {
    at: (id) => `/customers/${id}`,
    open: async ({ page, t }) => {
      await page.getByRole('button', { name: `${t('ui.add')}: ${t('customer.contact-points')}`, exact: true }).click()
      await page.getByRole('button', { name: t('ui.save') }).click()
      await expect(page.getByText(t('field.text.empty')).first()).toBeVisible()
    },
  },
}

test('axe finds nothing in what opens over a page: menus, palette, dialogs, forms with errors', async ({ sit }) => {
  test.slow()
  const reader = await sit('branch-manager', { theme: 'auto', locale: 'zh-CN' })
  const id = await customerOf(reader.person)
  const found: string[] = []
  for (const [name, { at, open }] of Object.entries(floating)) {
    await reader.page.goto(at(id))
    await open(reader)
    found.push(...(await violationsOn(reader.page, name, { wide })))
  }
  expect(found).toEqual([])
})
