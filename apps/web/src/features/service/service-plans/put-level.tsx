import { segments } from '@rapport/contract/analytics/segments'
import { type ServiceLevel, ServiceLevelDraft, serviceLevels } from '@rapport/contract/service/service-levels'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useSegmentName } from '#features/analytics/segments/segment-name.ts'
import { NumberField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { changedPlans } from './refresh.ts'

/** What a level is called, how high it is and who is served by it; without one, a new level. */
export function PutLevel({ of: one, done }: { of: ServiceLevel | undefined; done: () => void }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const segmentName = useSegmentName()
  const known = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const add = useSend(serviceLevels.add, { refresh: changedPlans })
  const change = useSend(serviceLevels.change, { refresh: changedPlans })
  const { name, nameZh, rank, segmentId = null, retired = false } = one ?? {}
  const all = known.data?.items.filter(({ reach }) => reach === 'all') ?? []
  return (
    <Section title={one ? t('service-level.change', { name: nameOf(one) }) : t('service-levels.add')}>
      <Form
        of={ServiceLevelDraft}
        from={{ segmentId, retired, ...(one && { name: name!, nameZh: nameZh!, rank: rank! }) }}
        send={t('ui.save')}
        onCancel={done}
        onSend={async (body) => {
          await (one
            ? change.mutateAsync({ params: { id: one.id }, body, version: one.version })
            : add.mutateAsync({ body }))
          void notify(t('service-level.saved'))
          done()
        }}
      >
        <Fields>
          <TextField name="nameZh" label={t('service-plan.name-zh')} maxLength={60} required />
          <TextField name="name" label={t('service-plan.name-en')} maxLength={60} required />
          <NumberField
            name="rank"
            label={t('service-level.rank')}
            hint={t('service-level.rank.hint')}
            min={1}
            required
          />
          <SelectField
            name="segmentId"
            label={t('service-level.segment')}
            hint={t('service-level.segment.hint')}
            clearable
            choices={all.map((segment) => ({ value: segment.id, label: segmentName(segment) }))}
          />
          {one && (
            <SwitchField name="retired" label={t('service-level.retired')} hint={t('service-level.retired.hint')} />
          )}
        </Fields>
      </Form>
    </Section>
  )
}
