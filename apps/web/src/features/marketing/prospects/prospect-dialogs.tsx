import { Modal } from '@mantine/core'
import { levels } from '@rapport/contract/customer/vocabulary'
import { type Prospect, ProspectConversion, prospects } from '@rapport/contract/marketing/prospects'
import { id } from '@rapport/contract/shapes'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { checkedIdentification } from '#features/customer/identifications/checked-identification.ts'
import { IdentificationFields } from '#features/customer/identifications/identification-fields.tsx'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { DayField, LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { useProspectChoices } from './prospect-words.ts'
import { changedProspects, leftProspects } from './refresh.ts'

interface Props {
  of: Prospect
  onClose: () => void
}

function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useWords()
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('ui.close') }}>
      {children}
    </Modal>
  )
}

/** Closes a prospect as lost. */
export function LoseProspect({ of, onClose }: Props) {
  const { t } = useWords()
  const { reasons } = useProspectChoices()
  const send = useSend(prospects.lose, { refresh: changedProspects })
  return (
    <Dialog title={t('prospect.lose-of', { name: of.name })} onClose={onClose}>
      <Form
        of={prospects.lose.body}
        light
        send={t('prospect.lose')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, body })
          void notify(t('prospect.lost-now'))
          onClose()
        }}
      >
        <SelectField name="reason" label={t('prospect.lost-reason')} required choices={reasons} />
        <LongTextField name="note" label={t('prospect.note')} rows={2} maxLength={500} empty="null" />
      </Form>
    </Dialog>
  )
}

/** Gives a prospect back to the pool; who gives it may not see it any more. */
export function ReleaseProspect({ of, onClose }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(prospects.release, { refresh: leftProspects })
  return (
    <Dialog title={t('prospect.release-of', { name: of.name })} onClose={onClose}>
      <Form
        of={prospects.release.body}
        light
        send={t('prospect.release')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, body })
          await navigate('/prospects')
          void notify(t('prospect.released'))
        }}
      >
        <LongTextField name="reason" label={t('prospect.why')} rows={2} maxLength={500} required />
      </Form>
    </Dialog>
  )
}

/** Makes the prospect a customer. */
export function ConvertProspect({ of, known, onClose }: Props & { known: boolean }) {
  const { t } = useWords()
  const { today } = useViewer()
  const navigate = useNavigate()
  const send = useSend(prospects.convert, { refresh: changedProspects })
  const [schema] = useState(() =>
    ProspectConversion.check(({ value, issues, ...payload }) => {
      if (value.identification)
        checkedIdentification(today, ['identification'])({ ...payload, value: value.identification, issues })
    }),
  )
  const type = of.kind === 'person' ? ('resident-id' as const) : ('credit-code' as const)
  return (
    <Dialog title={t('prospect.convert-of', { name: of.name })} onClose={onClose}>
      <Form
        of={schema}
        from={{
          identification: known ? null : { type, number: '', issuer: null, validTo: null },
          level: null,
          openedOn: today,
        }}
        light
        send={t('prospect.convert')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, body })
          await navigate(`/customers/${of.customerId}`)
          void notify(t('prospect.converted-now', { name: of.name }))
        }}
      >
        <p>{t('prospect.convert.text')}</p>
        {!known && <IdentificationFields under="identification." />}
        <Fields>
          <TextField
            name="customerNo"
            label={t('customer.number')}
            hint={t('customer.number.hint')}
            maxLength={40}
            empty="left-out"
          />
          <DayField name="openedOn" label={t('prospect.opened-on')} max={today} required />
          <SelectField
            name="level"
            label={t('customer.level')}
            clearable
            choices={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
          />
        </Fields>
      </Form>
    </Dialog>
  )
}

const Chosen = z.strictObject({ customerId: id })

/** Names the customer whom the prospect is, to compare both before they become one. */
export function MergeProspect({ of, onClose }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <Dialog title={t('prospect.merge-of', { name: of.name })} onClose={onClose}>
      <Form
        of={Chosen}
        light
        send={t('prospect.compare')}
        onCancel={onClose}
        onSend={async ({ customerId }) => {
          await navigate(`/customer-quality/merge?one=${customerId}&other=${of.customerId}`)
        }}
      >
        <p>{t('prospect.merge.text')}</p>
        <CustomerField name="customerId" />
      </Form>
    </Dialog>
  )
}
