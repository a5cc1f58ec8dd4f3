import { openProspectStates, type Prospect, prospects } from '@rapport/contract/marketing/prospects'
import { useSend } from '#api/query.ts'
import { SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { CourseFields } from './course-fields.tsx'
import { changedProspects } from './refresh.ts'

/** Changes where a prospect stands and what is next. */
export function EditProspect({ of, done }: { of: Prospect; done: () => void }) {
  const { t } = useWords()
  const send = useSend(prospects.edit, { refresh: changedProspects })
  const { id, version, channel, interests, expectedAssets, nextStep, nextStepOn } = of
  const state = openProspectStates.find((one) => one === of.state)
  return (
    <Form
      of={prospects.edit.body}
      from={{ state, channelId: channel.id, interests, expectedAssets, nextStep, nextStepOn }}
      send={t('ui.save')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id }, body, version })
        void notify(t('prospect.saved'))
        done()
      }}
    >
      <Fields>
        <SelectField
          name="state"
          label={t('prospect.state')}
          required
          choices={openProspectStates.map((value) => ({ value, label: t(`prospect-state.${value}`) }))}
        />
        <CourseFields />
      </Fields>
    </Form>
  )
}
