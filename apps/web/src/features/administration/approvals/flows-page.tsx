import { Button } from '@mantine/core'
import { type ApprovalFlow, approvalFlows } from '@rapport/contract/administration/approval-flows'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useApprovalWords } from './approval-words.ts'
import classes from './approvals.module.css'
import { EditFlow } from './edit-flow.tsx'
import { type FlowRoles, FlowSteps } from './flow-steps.tsx'

/** How each kind is approved: what holds, what is drafted; a second person lets a draft live. */
export function FlowsPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const allowed = useMay(approvalFlows.list)
  const answer = useAsk(approvalFlows.list, {}, { enabled: allowed })
  const roles = useAsk(approvalFlows.roles, {}, { enabled: allowed }).data?.items
  const edited = get('edit')
  return (
    <Page narrow title={t('flows.title')} about={t('flows.about')}>
      {!allowed && <NotAllowed />}
      {allowed && (
        <Answered answer={answer} lines={8}>
          {({ items }) => (
            <>
              {roles &&
                items
                  .filter(({ kind }) => edited === undefined || kind === edited)
                  .map((flow) => (
                    <OneFlow
                      key={flow.kind}
                      of={flow}
                      roles={roles}
                      edits={flow.kind === edited}
                      edit={(on) => change({ edit: on ? flow.kind : null })}
                    />
                  ))}
            </>
          )}
        </Answered>
      )}
    </Page>
  )
}

interface FlowProps {
  of: ApprovalFlow
  roles: FlowRoles
  edits: boolean
  edit: (on: boolean) => void
}

function OneFlow({ of: flow, roles, edits, edit }: FlowProps) {
  const { t } = useWords()
  const { kindOf } = useApprovalWords()
  const [asking, setAsking] = useState<'live' | 'drop'>()
  const { live, draft, kind } = flow
  if (edits)
    return (
      <Section title={kindOf(kind)}>
        <EditFlow of={flow} roles={roles} onDone={() => edit(false)} />
      </Section>
    )
  return (
    <Section
      title={kindOf(kind)}
      actions={
        <>
          {draft && (
            <Button size="compact-sm" variant="subtle" onClick={() => setAsking('drop')}>
              {t('flow.drop')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('flow.edit-of', { kind: kindOf(kind) })}
            onClick={() => edit(true)}
          >
            {t('flow.edit')}
          </Button>
          {draft && !draft.mine && (
            <Button size="compact-sm" onClick={() => setAsking('live')}>
              {t('flow.go-live')}
            </Button>
          )}
        </>
      }
    >
      {draft && (
        <>
          <p>
            <Tag tone="amber">{t('flow.draft', { number: draft.number })}</Tag> {draft.madeBy ?? '–'} ·{' '}
            <Instant at={draft.madeAt} />
            {draft.mine && ` · ${t('flow.draft.mine')}`}
          </p>
          <FlowSteps kind={kind} steps={draft.steps} roles={roles} />
        </>
      )}
      <p>
        <Tag tone="blue">{t('flow.live', { number: live.number })}</Tag> <Instant at={live.liveAt} />{' '}
        {live.approvedBy && `· ${live.madeBy ?? '–'} · ${live.approvedBy}`}
      </p>
      <FlowSteps kind={kind} steps={live.steps} roles={roles} />
      {flow.running.map(({ number, count }) => (
        <p key={number} className={classes.small}>
          {t('flow.running', { number, count })}
        </p>
      ))}
      {asking && <AskFirst of={flow} doing={asking} onClose={() => setAsking(undefined)} />}
    </Section>
  )
}

function AskFirst({ of: flow, doing, onClose }: { of: ApprovalFlow; doing: 'live' | 'drop'; onClose: () => void }) {
  const { t } = useWords()
  const refresh = [approvalFlows.list]
  const goLive = useSend(approvalFlows.goLive, { refresh })
  const drop = useSend(approvalFlows.dropDraft, { refresh })
  const params = { kind: flow.kind }
  return (
    <Confirm
      title={t(doing === 'live' ? 'flow.go-live' : 'flow.drop')}
      act={t(doing === 'live' ? 'flow.go-live' : 'flow.drop')}
      danger={doing === 'drop'}
      onClose={onClose}
      onAct={async () => {
        await (doing === 'live'
          ? goLive.mutateAsync({ params, version: flow.draft!.version })
          : drop.mutateAsync({ params }))
        void notify(t(doing === 'live' ? 'flow.lives' : 'flow.dropped'))
        onClose()
      }}
    >
      {t(doing === 'live' ? 'flow.go-live.text' : 'flow.drop.text')}
    </Confirm>
  )
}
