import { Tabs } from '@mantine/core'
import { accounts } from '@rapport/contract/customer/accounts'
import { type Customer, customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { cases } from '@rapport/contract/service/cases'
import { messages } from '@rapport/contract/service/messages'
import { moments } from '@rapport/contract/service/moments'
import { surveys } from '@rapport/contract/service/surveys'
import { tasks } from '@rapport/contract/service/tasks'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { may, useViewer } from '#api/viewer.tsx'
import { AccountsTab } from '#features/customer/accounts/accounts-tab.tsx'
import { ProductsTab } from '#features/customer/accounts/products-tab.tsx'
import { TradesTab } from '#features/customer/accounts/trades-tab.tsx'
import { TimelineTab } from '#features/customer/timeline/timeline-tab.tsx'
import { CallList } from '#features/service/calls/call-list.tsx'
import { CasesTab } from '#features/service/cases/cases-tab.tsx'
import { MessagesTab } from '#features/service/messages/messages-tab.tsx'
import { FoundMoments } from '#features/service/moments/found-moments.tsx'
import { SurveysTab } from '#features/service/surveys/surveys-tab.tsx'
import { TasksTab } from '#features/service/tasks/tasks-tab.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CustomerActions } from './customer-actions.tsx'
import classes from './customer-page.module.css'
import { CustomerSummary } from './customer-summary.tsx'
import { ProfileTab } from './profile-tab.tsx'
import { VisitsTab } from './visits-tab.tsx'

const tabs = [
  { name: 'profile', asks: customers.open },
  { name: 'accounts', asks: accounts.list },
  { name: 'trades', asks: accounts.trades },
  { name: 'products', asks: accounts.productMovements },
  { name: 'visits', asks: careVisits.list },
  { name: 'tasks', asks: tasks.list },
  { name: 'cases', asks: cases.list },
  { name: 'calls', asks: calls.list },
  { name: 'messages', asks: messages.list },
  { name: 'surveys', asks: surveys.ofCustomer },
  { name: 'moments', asks: moments.list },
  { name: 'timeline', asks: timeline.list },
] as const

/** Tabs whose table scrolls inside, so that its head stays. */
const LISTS = ['trades', 'products', 'visits', 'tasks', 'cases', 'calls', 'moments']

/** Everything about one customer; the tab is in the URL. */
export function CustomerPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const { get } = useAddress()
  const answer = useAsk(customers.open, { params: { id } })
  const customer = answer.data
  return (
    <Page
      fill={LISTS.includes(get('tab') ?? '')}
      title={customer?.name ?? t('customer.title')}
      heading={customer && <CustomerSummary customer={customer} />}
      crumbs={[{ label: t('customers.title'), to: '/customers' }]}
      actions={customer && <CustomerActions customer={customer} />}
    >
      <Answered answer={answer} lines={8}>
        {(found) => <CustomerTabs customer={found} />}
      </Answered>
    </Page>
  )
}

function CustomerTabs({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const viewer = useViewer()
  const { get, change, params } = useAddress()
  const shown = tabs.filter(({ asks }) => may(viewer, asks))
  const tab = shown.find(({ name }) => name === get('tab'))?.name ?? 'profile'
  // Filters belong to a tab: another tab begins without them.
  const others = Object.fromEntries([...params.keys()].map((name) => [name, null]))
  return (
    <Tabs
      className={classes.tabs}
      value={tab}
      onChange={(next) => change({ ...others, tab: next === 'profile' ? null : next })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {shown.map(({ name }) => (
          <Tabs.Tab key={name} value={name}>
            {t(`customer.tab.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="profile">
        <ProfileTab customer={customer} />
      </Tabs.Panel>
      <Tabs.Panel value="accounts">
        <AccountsTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="trades" className={classes.list}>
        <TradesTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="products" className={classes.list}>
        <ProductsTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="visits" className={classes.list}>
        <VisitsTab customer={customer} />
      </Tabs.Panel>
      <Tabs.Panel value="tasks" className={classes.list}>
        <TasksTab customer={customer} />
      </Tabs.Panel>
      <Tabs.Panel value="cases" className={classes.list}>
        <CasesTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="calls" className={classes.list}>
        <CallList query={{ customer: customer.id }} ofCustomer />
      </Tabs.Panel>
      <Tabs.Panel value="messages">
        <MessagesTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="surveys">
        <SurveysTab customerId={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="moments" className={classes.list}>
        <FoundMoments customer={customer.id} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline">
        <TimelineTab customerId={customer.id} />
      </Tabs.Panel>
    </Tabs>
  )
}
