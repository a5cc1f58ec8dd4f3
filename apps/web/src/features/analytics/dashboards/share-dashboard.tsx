import { Button, Checkbox, Modal } from '@mantine/core'
import { type Dashboard, dashboards } from '@rapport/contract/analytics/dashboards'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './dashboards.module.css'
import { useRoleNames } from './role-names.ts'

/** With which roles a dashboard is shared: their people see it over their own customers. */
export function ShareDashboard({ dashboard, close }: { dashboard: Dashboard; close: () => void }) {
  const { t } = useWords()
  const nameOf = useRoleNames()
  const answer = useAsk(dashboards.roles)
  const edit = useSend(dashboards.edit, { refresh: [dashboards.list, dashboards.open] })
  const [chosen, setChosen] = useState(() => dashboard.roles.map(({ id }) => id))
  const { id, version } = dashboard
  const save = async () => {
    await edit.mutateAsync({ params: { id }, version, body: { roles: chosen } })
    void notify(t(chosen.length > 0 ? 'dashboard.share.saved' : 'dashboard.share.none'))
    close()
  }
  return (
    <Modal opened onClose={close} title={t('dashboard.share')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <p className={classes.quiet}>{t('dashboard.share.about')}</p>
      <Answered answer={answer} lines={5}>
        {({ items }) => (
          <Checkbox.Group label={t('dashboard.shared')} value={chosen} onChange={setChosen}>
            {items.map((role) => (
              <Checkbox key={role.id} value={role.id} label={nameOf([role])} mt={8} />
            ))}
          </Checkbox.Group>
        )}
      </Answered>
      {edit.error && (
        <p role="alert">
          {problemText(edit.error).title} {problemText(edit.error).advice}
        </p>
      )}
      <div className={classes.bar} style={{ marginTop: 16 }}>
        <Button loading={edit.isPending} onClick={() => void save().catch(() => undefined)}>
          {t('ui.save')}
        </Button>
        <Button variant="default" onClick={close}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Modal>
  )
}
