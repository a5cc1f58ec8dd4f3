import {
  NotificationChoices,
  notificationKinds,
  notifications,
  showings,
} from '@rapport/contract/administration/notifications'
import { useController } from 'react-hook-form'
import { useAsk, useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './notifications.module.css'

/** How one wishes to be told of what, and when to be left in quiet. */
export function ChoicesForm() {
  const { t } = useWords()
  const answer = useAsk(notifications.choices)
  const choose = useSend(notifications.choose, { refresh: [notifications.choices] })
  return (
    <Answered answer={answer}>
      {(chosen) => (
        <Form
          key={JSON.stringify(chosen)}
          of={NotificationChoices}
          from={chosen}
          send={t('notifications.choose')}
          onSend={async (body) => {
            await choose.mutateAsync({ body })
            void notify(t('notifications.chosen'))
          }}
        >
          <Kinds />
          <Fields title={t('notifications.quiet')}>
            <TextField type="time" name="quietFrom" label={t('notifications.quiet-from')} empty="null" />
            <TextField
              type="time"
              name="quietUntil"
              label={t('notifications.quiet-until')}
              hint={t('notifications.quiet-hint')}
              empty="null"
            />
          </Fields>
        </Form>
      )}
    </Answered>
  )
}

/** One row a kind, one choice a row. */
function Kinds() {
  const { t } = useWords()
  const { field } = useController<NotificationChoices, 'shown'>({ name: 'shown' })
  return (
    <table className={classes.choices}>
      <thead>
        <tr>
          <th scope="col">{t('notifications.kind')}</th>
          {showings.map((one) => (
            <th key={one} scope="col">
              {t(`notifications.show.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notificationKinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{t(`notifications.kind.${kind}`)}</th>
            {showings.map((one) => (
              <td key={one}>
                <input
                  type="radio"
                  name={`shown.${kind}`}
                  aria-label={`${t(`notifications.kind.${kind}`)}: ${t(`notifications.show.${one}`)}`}
                  checked={(field.value[kind] ?? 'live') === one}
                  onChange={() => field.onChange({ ...field.value, [kind]: one })}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
