import { Button, Textarea } from '@mantine/core'
import { customerFindings } from '@rapport/contract/customer/customer-findings'
import {
  customerMerges,
  type MergeField,
  type MergeSide,
  mergeFields,
} from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { Belongings } from './belongings.tsx'
import { DifferingFields } from './differing-fields.tsx'
import classes from './merges.module.css'

interface Props {
  stays: MergeSide
  gone: MergeSide
  swap: () => void
}

/** What only the other knows is taken from it, until somebody chooses otherwise. */
const firstTaken = ({ stays, gone }: Omit<Props, 'swap'>) =>
  mergeFields.filter((field) => stays.customer[field] === null && gone.customer[field] !== null)

/** Which of two stays, field by field where they differ, and what goes over; merges when it is confirmed. */
export function MergeForm({ stays, gone, swap }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [take, setTake] = useState<readonly MergeField[]>(() => firstTaken({ stays, gone }))
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const merge = useSend(customerMerges.merge, {
    refresh: [customerFindings.list, customerFindings.counts, customers.list],
  })
  const { id, name, customerNo, version } = stays.customer
  const names = { name, number: customerNo, gone: gone.customer.name, goneNumber: gone.customer.customerNo }
  return (
    <div className={classes.page}>
      <div className={classes.heads}>
        <Head side={stays} label={t('merge.stays')} />
        <Button variant="default" onClick={swap}>
          {t('merge.swap')}
        </Button>
        <Head side={gone} label={t('merge.goes')} />
      </div>
      <DifferingFields stays={stays} gone={gone} take={take} onTake={setTake} />
      <Belongings stays={stays} gone={gone} />
      <Section title={t('merge.reason')}>
        <Textarea
          className={classes.reason}
          aria-label={t('merge.reason')}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button color="danger" onClick={() => setAsked(true)}>
          {t('merge.act')}
        </Button>
      </Section>
      {asked && (
        <Confirm
          danger
          title={t('merge.confirm', names)}
          act={t('merge.act')}
          onClose={() => setAsked(false)}
          onAct={async () => {
            const body = { mergedId: gone.customer.id, mergedVersion: gone.customer.version, take: [...take], reason }
            await merge.mutateAsync({ params: { id }, version, body })
            await navigate(`/customers/${id}`)
            void notify(t('merge.done', names))
          }}
        >
          <p>{t('merge.confirm.text', names)}</p>
        </Confirm>
      )}
    </div>
  )
}

function Head({ side: { customer }, label }: { side: MergeSide; label: string }) {
  return (
    <section className={classes.head} aria-label={label}>
      <span className={classes.dimmed}>{label}</span>
      <strong>{customer.name}</strong>
      <span className="figures">{customer.customerNo}</span>
      <span className={classes.dimmed}>
        {customer.unit.name} · {customer.owner?.name ?? '–'}
      </span>
    </section>
  )
}
