import type {
  ApprovalCondition,
  ApprovalFlow,
  ApprovalStepDraft,
  approvalFlows,
} from '@rapport/contract/administration/approval-flows'
import { type ApprovalKind, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { useApprovalWords } from './approval-words.ts'
import classes from './approvals.module.css'

export type FlowRoles = ReplyOf<typeof approvalFlows.roles>['items']

/** A condition in words. */
export function useConditionText(kind: ApprovalKind) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { factOf } = useApprovalWords()
  return (condition: ApprovalCondition): string => {
    const of = approvalKindOf(kind).fields[condition.field]
    const field = of ? nameOf(of) : condition.field
    switch (condition.is) {
      case 'in':
        return t('flow.is.in', {
          field,
          values: condition.values.map((value) => factOf(kind, condition.field, value)[1]).join(t('approval.between')),
        })
      case 'at-least':
      case 'below':
        return t(`flow.is.${condition.is}`, { field, value: factOf(kind, condition.field, condition.value)[1] })
      default:
        return t(`flow.is.${condition.is}`, { field })
    }
  }
}

/** Steps of a version in their order: who decides, how many of them, how long they have, and when the step applies. */
export function FlowSteps({
  kind,
  steps,
  roles,
}: {
  kind: ApprovalFlow['kind']
  steps: readonly ApprovalStepDraft[]
  roles: FlowRoles
}) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const textOf = useConditionText(kind)
  if (steps.length === 0) return <p>{t('flow.no-steps')}</p>
  const who = ({ roles: codes }: ApprovalStepDraft) =>
    codes.length === 0
      ? t('flow.any-role')
      : codes
          .map((code) => nameOf(roles.find((one) => one.code === code) ?? { name: code, nameZh: code }))
          .join(t('approval.between'))
  return (
    <ol className={classes.history}>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <li key={at}>
          <span>
            {at + 1}. <strong>{nameOf(step)}</strong> · {who(step)} · {t(`approver-level.${step.level}`)}
          </span>
          <span className={classes.small}>
            {t(`step-needs.${step.needs}`)} · {t('flow.within', { count: step.hours })}
          </span>
          {step.conditions.length > 0 && (
            <span className={classes.note}>
              {t('flow.only-if')}
              <ul className={classes.conditions}>
                {step.conditions.map((condition) => (
                  <li key={JSON.stringify(condition)} className={classes.small}>
                    {textOf(condition)}
                  </li>
                ))}
              </ul>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
