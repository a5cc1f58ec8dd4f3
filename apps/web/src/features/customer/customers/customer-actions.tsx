import { Button } from '@mantine/core'
import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { Refusal } from '@rapport/contract/client'
import { type Customer, customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { callRooms } from '@rapport/contract/service/call-rooms'
import { careVisits } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { keyOf, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { notify } from '#ui/notify.tsx'
import { fieldText, problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

const HandOver = lazy(() => import('./hand-over.tsx').then((module) => ({ default: module.HandOver })))

const MeetCustomer = lazy(() =>
  import('#features/service/call-rooms/meet-customer.tsx').then((module) => ({ default: module.MeetCustomer })),
)

/** What one can do with a customer: edit, hand over, remove; a removed one comes back. */
export function CustomerActions({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const client = useQueryClient()
  const lists = [customers.list, customers.groups]
  const remove = useSend(customers.remove, { refresh: lists })
  const restore = useSend(customers.restore, { refresh: [...lists, customers.open, timeline.list] })
  const [asking, setAsking] = useState<'remove' | 'hand-over'>()
  const close = () => setAsking(undefined)
  const { id, version, name } = customer

  const bringBack = async () => {
    try {
      await restore.mutateAsync({ params: { id } })
      void notify(t('customer.restored', { name }))
    } catch (refused) {
      const [reason] = refused instanceof Refusal ? (refused.problem?.errors ?? []) : []
      void notify(fieldText(reason?.code) ?? problemText(refused).title)
    }
  }
  if (customer.deletedAt)
    return (
      <Allowed to={customers.restore}>
        <Button loading={restore.isPending} onClick={() => void bringBack()}>
          {t('customer.restore')}
        </Button>
      </Allowed>
    )
  return (
    <>
      <Allowed to={callRooms.start}>
        <Suspense fallback={null}>
          <MeetCustomer customerId={id} />
        </Suspense>
      </Allowed>
      <Allowed to={careVisits.enter}>
        <Button variant="default" component={Link} to={`/customers/${id}/consultation`}>
          {t('consultation.start')}
        </Button>
      </Allowed>
      <Allowed to={customerAnalyses.read}>
        <Button variant="default" component={Link} to={`/customers/${id}/analysis`}>
          {t('analysis.title')}
        </Button>
      </Allowed>
      <Allowed to={customers.remove}>
        <Button variant="subtle" color="gray" onClick={() => setAsking('remove')}>
          {t('ui.remove')}
        </Button>
      </Allowed>
      <Allowed to={customers.handOver}>
        <Button variant="default" onClick={() => setAsking('hand-over')}>
          {t('customer.hand-over')}
        </Button>
      </Allowed>
      <Allowed to={customers.edit}>
        <Button component={Link} to={`/customers/${id}/edit`}>
          {t('ui.edit')}
        </Button>
      </Allowed>
      {asking === 'remove' && (
        <Confirm
          danger
          title={t('customer.remove.title', { name })}
          act={t('customer.remove.act')}
          onClose={close}
          onAct={async () => {
            await remove.mutateAsync({ params: { id }, version })
            // Not asked again here, where it is no longer there.
            await client.invalidateQueries({ queryKey: keyOf(customers.open), refetchType: 'none' })
            await navigate('/customers')
            void notify(t('customer.remove.done', { name }), { label: t('ui.undo'), act: bringBack })
          }}
        >
          <p>{t('customer.remove.text', { name, number: customer.customerNo })}</p>
        </Confirm>
      )}
      {asking === 'hand-over' && (
        <Suspense fallback={null}>
          <HandOver customer={customer} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
