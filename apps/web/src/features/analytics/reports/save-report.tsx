import { Modal } from '@mantine/core'
import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { NewReport, type Report, reports } from '@rapport/contract/analytics/reports'
import { sharings } from '@rapport/contract/analytics/segment-rows'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { changedIn } from '#ui/changed.ts'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'

interface Props {
  title: string
  /** What is kept: by its name, what it is for and who else has it. */
  from: Pick<Report, 'name' | 'description' | 'shared'> & { definition: ReportDefinition }
  /** The report that is changed; null makes a new one. */
  of: Report | null
  onSaved: (saved: Report) => void
  onClose: () => void
}

/** Keeps a report under a name, for oneself or shared; or changes how one is kept. */
export function SaveReport({ title, from, of, onSaved, onClose }: Props) {
  const { t } = useWords()
  const { permissions } = useViewer()
  const refresh = { refresh: [reports.list, reports.open] }
  const create = useSend(reports.create, refresh)
  const edit = useSend(reports.edit, refresh)
  const mayShare = permissions.includes('report.share')
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={NewReport}
        from={{ ...from, shared: mayShare ? from.shared : 'nobody' }}
        send={t('report-builder.save')}
        onCancel={onClose}
        light
        onSend={async (body) => {
          const changes = of && changedIn(from, body)
          if (of && changes && Object.keys(changes).length === 0) return onClose()
          onSaved(
            of && changes
              ? await edit.mutateAsync({ params: { id: of.id }, version: of.version, body: changes })
              : await create.mutateAsync({ body }),
          )
        }}
      >
        <Fields>
          <TextField name="name" label={t('reports.name')} required maxLength={80} autoFocus wide />
          {mayShare && (
            <SelectField
              name="shared"
              label={t('reports.with')}
              choices={sharings.map((value) => ({ value, label: t(`segment.shared.${value}`) }))}
            />
          )}
          <LongTextField
            name="description"
            label={t('report-builder.description')}
            maxLength={500}
            rows={2}
            empty="null"
          />
        </Fields>
      </Form>
    </Modal>
  )
}
