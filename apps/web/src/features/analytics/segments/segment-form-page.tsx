import { sharings } from '@rapport/contract/analytics/segment-rows'
import { NewSegment, type Segment, segments } from '@rapport/contract/analytics/segments'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { changedIn } from '#ui/changed.ts'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { conditionOf, draftOf, newGroup } from './draft.ts'
import type { Names } from './field-words.ts'
import { LiveCount } from './live-count.tsx'
import { useSegmentName } from './segment-name.ts'
import classes from './segments.module.css'

/** Makes a segment, or changes one: `/segments/new`, `/segments/:id/edit`. */
export function SegmentFormPage() {
  const { id } = useParams()
  const { t } = useWords()
  const allowed = useMay(segments.create)
  const answer = useAsk(segments.open, { params: { id: id ?? '' } }, { enabled: id !== undefined && allowed })
  const title = t(id ? 'segment.edit' : 'segments.new')
  return (
    <Page title={title} crumbs={[{ label: t('segments.title'), to: '/segments' }]}>
      {!allowed ? (
        <NotAllowed />
      ) : id ? (
        <Answered answer={answer} lines={8}>
          {(segment) => (segment.mayEdit ? <SegmentForm segment={segment} /> : <NotAllowed />)}
        </Answered>
      ) : (
        <SegmentForm segment={null} />
      )}
    </Page>
  )
}

function SegmentForm({ segment }: { segment: Segment | null }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const nameOf = useSegmentName()
  const { permissions } = useViewer()
  const refresh = { refresh: [segments.list, segments.open, segments.history, segments.movements] }
  const create = useSend(segments.create, refresh)
  const edit = useSend(segments.edit, refresh)
  const mayShare = permissions.includes('segment.share')
  const builtIn = segment?.code != null
  const [from] = useState(() =>
    segment
      ? { name: segment.name, description: segment.description, shared: segment.shared, condition: segment.condition }
      : { name: '', description: null, shared: 'nobody' as const, condition: conditionOf(newGroup()) },
  )
  return (
    <Form
      of={NewSegment}
      from={from}
      send={t('segment.save')}
      onCancel={() => void navigate(segment ? `/segments/${segment.id}` : '/segments')}
      onSend={async (body) => {
        const changes = segment && changedIn(from, body)
        if (segment && changes && Object.keys(changes).length === 0) return navigate(`/segments/${segment.id}`)
        const saved =
          segment && changes
            ? await edit.mutateAsync({ params: { id: segment.id }, version: segment.version, body: changes })
            : await create.mutateAsync({ body })
        void notify(t('segment.saved'))
        return navigate(`/segments/${saved.id}`)
      }}
    >
      {builtIn ? (
        <h2>{nameOf(segment)}</h2>
      ) : (
        <Fields>
          <TextField name="name" label={t('segment.name')} required maxLength={80} autoFocus={!segment} />
          {mayShare && (
            <SelectField
              name="shared"
              label={t('segment.shared')}
              choices={sharings.map((value) => ({ value, label: t(`segment.shared.${value}`) }))}
            />
          )}
          <LongTextField name="description" label={t('segment.description')} maxLength={500} rows={2} empty="null" />
        </Fields>
      )}
      <Section title={t('segment.condition.as-written')}>
        <ConditionField names={segment?.names ?? {}} />
      </Section>
    </Form>
  )
}

function ConditionField({ names }: { names: Names }) {
  const { t } = useWords()
  const { field, fieldState, formState } = useController({ name: 'condition' })
  const [group, setGroup] = useState(() => draftOf(field.value))
  const code = messageIn(fieldState.error)
  return (
    <div className={classes.builder}>
      <div>
        <ConditionEditor
          group={group}
          names={names}
          change={(next) => {
            setGroup(next)
            field.onChange(conditionOf(next))
          }}
        />
        {fieldState.error && formState.submitCount > 0 && (
          <p role="alert" className={classes.error}>
            {(code && fieldText(code)) ?? t('condition.incomplete')}
          </p>
        )}
      </div>
      <LiveCount condition={field.value} />
    </div>
  )
}

/** Of a condition as a whole; what is wrong with one question of it is said in one sentence. */
const messageIn = (error: { message?: string } | undefined) =>
  error?.message?.startsWith('condition.') ? error.message : undefined
