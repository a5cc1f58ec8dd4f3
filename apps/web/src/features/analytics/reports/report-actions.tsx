import { Button } from '@mantine/core'
import { type Report, reports } from '@rapport/contract/analytics/reports'
import { IconArrowBackUp, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { SaveReport } from './save-report.tsx'
import type { Draft } from './use-draft.ts'

interface Props {
  title: string
  report: Report | null
  draft: Draft
}

/** Keeps, renames, shares and removes a report. */
export function ReportActions({ title, report, draft }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const [opened, setOpened] = useState<'save-as' | 'edit' | 'remove' | null>(null)
  const edit = useSend(reports.edit, { refresh: [reports.list, reports.open] })
  const remove = useSend(reports.remove, { refresh: [reports.list] })
  const { whole, changed } = draft
  const close = () => setOpened(null)
  const saved = (to: Report) => {
    close()
    void notify(t('report-builder.saved'))
    return navigate(`/reports/${to.id}`, { replace: report?.id === to.id, state: SAVED })
  }
  const save = async () => {
    if (!report || !whole) return
    try {
      await saved(
        await edit.mutateAsync({ params: { id: report.id }, version: report.version, body: { definition: whole } }),
      )
    } catch (error) {
      const { title: what, advice } = problemText(error)
      void notify(`${what} ${advice}`)
    }
  }
  return (
    <>
      {changed && (
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={draft.reset}>
          {t('report-builder.reset')}
        </Button>
      )}
      {report?.mayEdit && (
        <>
          <Button
            leftSection={<IconDeviceFloppy size={16} />}
            disabled={!changed || !whole}
            loading={edit.isPending}
            onClick={() => void save()}
          >
            {t('report-builder.save')}
          </Button>
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setOpened('edit')}>
            {t('report-builder.edit')}
          </Button>
        </>
      )}
      <Button
        variant={report?.mayEdit ? 'default' : 'filled'}
        leftSection={<IconDeviceFloppy size={16} />}
        disabled={!whole}
        onClick={() => setOpened('save-as')}
      >
        {t('report-builder.save-as')}
      </Button>
      {report?.mayEdit && (
        <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setOpened('remove')}>
          {t('report-builder.remove-report')}
        </Button>
      )}
      {opened === 'save-as' && whole && (
        <SaveReport
          title={t('report-builder.save-as.title')}
          from={{
            name: report || title !== t('reports.new') ? title : '',
            description: report?.description ?? null,
            shared: 'nobody',
            definition: whole,
          }}
          of={null}
          onSaved={saved}
          onClose={close}
        />
      )}
      {opened === 'edit' && report && (
        <SaveReport
          title={t('report-builder.edit.title')}
          from={{
            name: report.name,
            description: report.description,
            shared: report.shared,
            definition: report.definition,
          }}
          of={report}
          onSaved={() => {
            close()
            void notify(t('report-builder.saved'))
          }}
          onClose={close}
        />
      )}
      {opened === 'remove' && report && (
        <Confirm
          title={t('report-builder.remove-report')}
          act={t('report-builder.remove-report')}
          danger
          onClose={close}
          onAct={async () => {
            await remove.mutateAsync({ params: { id: report.id }, version: report.version })
            void notify(t('report-builder.removed'))
            await navigate('/reports', { state: SAVED })
          }}
        >
          <p>{t('report-builder.remove-report.text', { name: report.name })}</p>
        </Confirm>
      )}
    </>
  )
}
