import { Button } from '@mantine/core'
import { type MessageTemplate, messageTemplates } from '@rapport/contract/service/message-templates'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { useTemplateName } from '#features/service/messages/message-columns.tsx'
import classes from '#features/service/messages/messages.module.css'
import { Instant } from '#ui/day.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { DraftTemplate } from './draft-template.tsx'

const tones = { draft: 'amber', approved: 'blue', retired: 'neutral' } as const

/** The words in which customers are written to: drafts, what is approved, what was. */
export function MessageTemplatesPage() {
  const { t } = useWords()
  const allowed = useMay(messageTemplates.list)
  const [doing, setDoing] = useState<'new' | MessageTemplate>()
  const answer = useAsk(messageTemplates.list, {}, { enabled: allowed })
  return (
    <Page
      title={t('message-templates.title')}
      about={t('message-templates.about')}
      crumbs={[{ label: t('messages.title'), to: '/messages' }]}
      actions={
        doing === undefined && (
          <Allowed to={messageTemplates.draft}>
            <Button onClick={() => setDoing('new')}>{t('message-templates.new')}</Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {doing !== undefined && (
        <DraftTemplate
          key={doing === 'new' ? 'new' : doing.id}
          of={doing === 'new' ? undefined : doing}
          done={() => setDoing(undefined)}
        />
      )}
      {allowed && (
        <Answered answer={answer} lines={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('message-templates.none')}>{t('message-templates.none.text')}</Empty>
            ) : (
              <ul className={classes.list}>
                {items.map((one) => (
                  <Version key={one.id} of={one} change={() => setDoing(one)} />
                ))}
              </ul>
            )
          }
        </Answered>
      )}
    </Page>
  )
}

function Version({ of: one, change }: { of: MessageTemplate; change: () => void }) {
  const { t, locale } = useWords()
  const nameOf = useTemplateName()
  const refresh = [messageTemplates.list]
  const approve = useSend(messageTemplates.approve, { refresh })
  const retire = useSend(messageTemplates.retire, { refresh })
  const params = { id: one.id }
  const zh = locale === 'zh-CN'
  const subject = zh ? one.subjectZh : one.subject
  return (
    <li>
      <span className={classes.grow}>
        <strong>{nameOf(one)}</strong> <Tag tone={tones[one.state]}>{t(`template-state.${one.state}`)}</Tag>{' '}
        {one.urgent && <Tag tone="danger">{t('template.urgent')}</Tag>}
        <div className={classes.small}>
          {[
            one.code,
            t('template.number', { number: one.number }),
            t(`message-channel.${one.channel}`),
            t(`message-class.${one.class}`),
          ].join(' · ')}
        </div>
        {subject && <div>{subject}</div>}
        <div className={classes.words}>{zh ? one.bodyZh : one.body}</div>
        <div className={classes.small}>
          {one.madeBy} · <Instant at={one.madeAt} />
          {one.approvedBy && ` · ${t('message-batch.approved-by', { name: one.approvedBy })}`}
        </div>
        {one.state === 'draft' && <ApprovalOf kind="message-template" id={one.id} />}
      </span>
      <span className={classes.actions}>
        {one.approves && (
          <Button size="compact-sm" loading={approve.isPending} onClick={() => approve.mutate({ params })}>
            {t('template.approve')}
          </Button>
        )}
        {one.state === 'approved' && (
          <Allowed to={messageTemplates.draft}>
            <Button size="compact-sm" variant="default" onClick={change}>
              {t('template.next')}
            </Button>
          </Allowed>
        )}
        {one.state !== 'retired' && (
          <Allowed to={messageTemplates.retire}>
            <Button
              size="compact-sm"
              variant="subtle"
              loading={retire.isPending}
              onClick={() => retire.mutate({ params })}
            >
              {t('template.retire')}
            </Button>
          </Allowed>
        )}
      </span>
    </li>
  )
}
