import { Modal } from '@mantine/core'
import { type QualitySample, qualitySamples, sampleSize } from '@rapport/contract/administration/quality-samples'
import { useWatch } from 'react-hook-form'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, NumberField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import classes from './samples.module.css'

interface Props {
  onClose: () => void
  onDrawn: (sample: QualitySample) => void
}

/** Draws a sample of an item and business date, to be checked by hand. */
export function DrawSample({ onClose, onDrawn }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(qualitySamples.draw, { refresh: [qualitySamples.list] })
  return (
    <Modal opened onClose={onClose} title={t('sample.draw')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={qualitySamples.draw.body}
        from={{ businessDate: today, size: sampleSize.usual }}
        light
        send={t('sample.draw')}
        onCancel={onClose}
        onSend={async (body) => onDrawn(await send.mutateAsync({ body }))}
      >
        <p className={classes.text}>{t('sample.draw.text')}</p>
        <DayField name="businessDate" label={t('run.business-date')} required max={today} />
        <ItemOfDay />
        <NumberField
          name="size"
          label={t('sample.size')}
          hint={t('sample.size.hint', { most: sampleSize.most })}
          required
          min={1}
          max={sampleSize.most}
        />
      </Form>
    </Modal>
  )
}

/** One of the items that are in the warehouse for the chosen day. */
function ItemOfDay() {
  const { t } = useWords()
  const businessDate = useWatch({ name: 'businessDate' }) as string | null
  const answer = useAsk(
    qualitySamples.choices,
    { query: { businessDate: businessDate ?? '' } },
    { enabled: businessDate !== null },
  )
  const items = answer.data?.items ?? []
  return (
    <SelectField
      name="itemId"
      label={t('item.one')}
      required
      searchable
      {...(answer.data && items.length === 0 ? { hint: t('sample.no-items') } : {})}
      choices={items.map(({ id, code, name }) => ({ value: id, label: `${name} · ${code}` }))}
    />
  )
}
