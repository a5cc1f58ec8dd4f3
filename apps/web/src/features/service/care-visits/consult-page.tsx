import { type Customer, customers } from '@rapport/contract/customer/customers'
import { securities } from '@rapport/contract/customer/securities'
import { timeline } from '@rapport/contract/customer/timeline'
import { CareVisitOutcome, careVisits, visitChannels } from '@rapport/contract/service/care-visits'
import { id as anyId } from '@rapport/contract/shapes'
import { useEffect, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { MarketInformation } from '#features/customer/securities/market-information.tsx'
import { SecurityField } from '#features/customer/securities/security-field.tsx'
import { newEntryId } from '#features/service/offline-visits/kept-visits.ts'
import { useAddress } from '#ui/address.ts'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { MinutesField } from './minutes-field.tsx'
import classes from './visit.module.css'

const { content, minutes } = CareVisitOutcome.shape
const Consultation = z.strictObject({ securityId: anyId, channel: z.enum(visitChannels), content, minutes })

/** A customer asks about a security: what the market tells of it, to be read only, and what was asked and said, written down. */
export function ConsultPage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const may = useMay(careVisits.enter)
  const customer = useAsk(customers.open, { params: { id } })
  return (
    <Page
      title={t('consultation.title', { name: customer.data?.name ?? '' })}
      crumbs={[
        { label: t('customers.title'), to: '/customers' },
        { label: customer.data?.name ?? t('customer.title'), to: `/customers/${id}` },
      ]}
    >
      {may ? <Answered answer={customer}>{(found) => <Consult customer={found} />}</Answered> : <NotAllowed />}
    </Page>
  )
}

function Consult({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const { get } = useAddress()
  const navigate = useNavigate()
  const viewer = useViewer()
  const [asked] = useState(() => get('security') ?? null)
  const [chosen, setChosen] = useState(asked)
  const [made] = useState(() => ({ entryId: newEntryId(), madeBy: viewer.id, enteredAt: new Date().toISOString() }))
  const send = useSend(careVisits.enter, { refresh: [careVisits.list, timeline.list] })
  return (
    <div className={classes.consulting}>
      <Form
        of={Consultation}
        from={{ ...(asked && { securityId: asked }), channel: 'phone', content: '', minutes: null }}
        send={t('consultation.record')}
        onCancel={() => void navigate(`/customers/${customer.id}`)}
        onSend={async ({ securityId, channel, ...said }) => {
          const about = { kind: 'consultation', channel, on: viewer.today, securityId } as const
          const visit = { customerNo: customer.customerNo, ...about }
          await send.mutateAsync({ body: { ...made, visitId: null, visit, outcome: 'reached', ...said } })
          void notify(t('consultation.recorded'))
          await navigate(`/customers/${customer.id}?tab=timeline&kind=visit`)
        }}
      >
        <About asked={asked} onChosen={setChosen} />
        <SelectField
          name="channel"
          label={t('care-visit.channel')}
          required
          choices={visitChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        <LongTextField
          name="content"
          label={t('care-visit.content')}
          hint={t('consultation.content.hint')}
          rows={4}
          maxLength={2000}
          required
        />
        <MinutesField />
      </Form>
      <Market of={chosen} />
    </div>
  )
}

/** Which security it is about; the one in the address stands there before anything is typed. */
function About({ asked, onChosen }: { asked: string | null; onChosen: (id: string | null) => void }) {
  const { t } = useWords()
  const first = useAsk(securities.open, { params: { id: asked ?? '' } }, { enabled: asked !== null })
  const { watch } = useFormContext()
  const chosen = watch('securityId') as string | undefined
  useEffect(() => onChosen(chosen ?? null), [chosen, onChosen])
  return <SecurityField label={t('security.one')} required chosen={first.data ?? null} />
}

function Market({ of }: { of: string | null }) {
  const { t } = useWords()
  const answer = useAsk(securities.open, { params: { id: of ?? '' } }, { enabled: of !== null })
  return (
    <section aria-label={t('consultation.market')}>
      <h2 className={classes.marketTitle}>{t('consultation.market')}</h2>
      {of ? (
        <Answered answer={answer} lines={10}>
          {(security) => <MarketInformation key={security.id} security={security} />}
        </Answered>
      ) : (
        <Empty title={t('consultation.choose')}>{t('consultation.choose.text')}</Empty>
      )}
    </section>
  )
}
