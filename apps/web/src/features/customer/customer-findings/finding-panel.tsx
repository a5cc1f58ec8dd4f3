import { Button } from '@mantine/core'
import { type CustomerFinding, customerFindings } from '@rapport/contract/customer/customer-findings'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useFindingWords } from './finding-words.ts'
import classes from './findings.module.css'

const AssignFinding = lazy(() => import('./assign-finding.tsx').then((module) => ({ default: module.AssignFinding })))
const DismissPair = lazy(() => import('./dismiss-pair.tsx').then((module) => ({ default: module.DismissPair })))

interface Props {
  finding: CustomerFinding
  onClose: () => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** Where a pair is held beside each other and merged. */
const mergeHref = ({ customer, other }: CustomerFinding) =>
  `/customer-quality/merge?${new URLSearchParams({ one: customer.id, other: other?.id ?? '' })}`

/** One finding: whom it is about, who puts it in order, and what can be done. */
export function FindingPanel({ finding, onClose, onNext, onPrevious }: Props) {
  const { t } = useWords()
  const { titleOf, signsOf } = useFindingWords()
  const { customer, other, keeper, keeperBy, state } = finding
  return (
    <SidePanel
      title={titleOf(finding)}
      href={other ? mergeHref(finding) : `/customers/${customer.id}`}
      onClose={onClose}
      onNext={onNext}
      onPrevious={onPrevious}
    >
      {[customer, other].map((party) => party && <Party key={party.id} party={party} />)}
      <Facts
        of={[
          ...(other ? [[t('finding.signs'), signsOf(finding)] as [string, string]] : []),
          [t('finding.since'), <Day key="since" on={finding.since} />],
          [
            t('finding.keeper'),
            keeper ? `${keeper.name} · ${t(`finding.keeper.${keeperBy}`)}` : t('finding.keeper.nobody'),
          ],
          ...(state === 'dismissed'
            ? ([
                [t('finding.note'), finding.note],
                [t('finding.decided-by'), finding.decidedBy],
                [t('finding.decided-at'), <Instant key="at" at={finding.decidedAt} />],
              ] as [string, ReactNode][])
            : []),
        ]}
      />
      <Acts finding={finding} />
    </SidePanel>
  )
}

function Party({ party }: { party: CustomerFinding['customer'] }) {
  const { t } = useWords()
  return (
    <section className={classes.party}>
      <Link to={`/customers/${party.id}`}>{party.name}</Link>
      <span className="figures">{party.customerNo}</span>
      <span className={classes.dimmed}>
        {party.unit.name} · {party.owner?.name ?? t('finding.keeper.nobody')}
      </span>
    </section>
  )
}

function Acts({ finding }: { finding: CustomerFinding }) {
  const { t } = useWords()
  const [asking, setAsking] = useState<'assign' | 'dismiss'>()
  const close = () => setAsking(undefined)
  const reopen = useSend(customerFindings.reopen, { refresh: [customerFindings.list, customerFindings.counts] })
  const back = async () => {
    try {
      await reopen.mutateAsync({ params: { id: finding.id }, version: finding.version })
      void notify(t('finding.reopened'))
    } catch (refused) {
      void notify(problemText(refused).title)
    }
  }
  const open = finding.state === 'open'
  return (
    <div className={classes.acts}>
      {finding.other && open && (
        <Allowed to={customerMerges.merge}>
          <Button component={Link} to={mergeHref(finding)}>
            {t('merge.compare')}
          </Button>
        </Allowed>
      )}
      {finding.other && (
        <Allowed to={customerFindings.dismiss}>
          {open ? (
            <Button variant="default" onClick={() => setAsking('dismiss')}>
              {t('finding.dismiss')}
            </Button>
          ) : (
            <Button variant="default" loading={reopen.isPending} onClick={() => void back()}>
              {t('finding.reopen')}
            </Button>
          )}
        </Allowed>
      )}
      {open && (
        <Allowed to={customerFindings.assign}>
          <Button variant="default" onClick={() => setAsking('assign')}>
            {t('finding.assign')}
          </Button>
        </Allowed>
      )}
      <Suspense fallback={null}>
        {asking === 'assign' && <AssignFinding finding={finding} onClose={close} />}
        {asking === 'dismiss' && <DismissPair finding={finding} onClose={close} />}
      </Suspense>
    </div>
  )
}
