import { Button } from '@mantine/core'
import {
  type ApprovalCondition,
  type ApprovalFlow,
  type ApprovalStepDraft,
  approvalFlows,
  approverLevels,
  stepNeeds,
} from '@rapport/contract/administration/approval-flows'
import { type ApprovalKind, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import classes from './approvals.module.css'
import type { FlowRoles } from './flow-steps.tsx'

const MOST = 10
const freshStep: ApprovalStepDraft = {
  name: '',
  nameZh: '',
  roles: [],
  level: 'scope',
  needs: 'one',
  hours: 9,
  conditions: [],
}

/** What a condition on a field begins with. */
function freshCondition(kind: ApprovalKind, field: string): ApprovalCondition {
  switch (approvalKindOf(kind).fields[field]!.type) {
    case 'choice':
      return { field, is: 'in', values: [] as unknown as [string] }
    case 'flag':
      return { field, is: 'yes' }
    case 'number':
      return { field, is: 'at-least', value: '0' }
  }
}

/** Writes the next version of a flow; it holds when a second person lets it live. */
export function EditFlow({ of: flow, roles, onDone }: { of: ApprovalFlow; roles: FlowRoles; onDone: () => void }) {
  const { t } = useWords()
  const save = useSend(approvalFlows.saveDraft, { refresh: [approvalFlows.list] })
  return (
    <Form
      of={approvalFlows.saveDraft.body}
      from={{ steps: (flow.draft ?? flow.live).steps }}
      send={t('flow.save')}
      onCancel={onDone}
      onSend={async (body) => {
        await save.mutateAsync({ params: { kind: flow.kind }, body })
        void notify(t('flow.saved'))
        onDone()
      }}
    >
      <p className={classes.small}>{t('flow.edit.hint')}</p>
      <Steps kind={flow.kind} roles={roles.filter(({ kinds }) => kinds.includes(flow.kind))} />
    </Form>
  )
}

function Steps({ kind, roles }: { kind: ApprovalKind; roles: FlowRoles }) {
  const { t } = useWords()
  const { fields, append, remove, move } = useFieldArray({ name: 'steps' })
  return (
    <>
      {fields.map((field, at) => (
        <Fields key={field.id} title={t('flow.step', { number: at + 1 })}>
          <OneStep kind={kind} roles={roles} at={`steps.${at}`} number={at + 1} />
          <div className={`${classes.actions} ${classes.whole}`}>
            {at > 0 && (
              <Button variant="default" size="compact-sm" onClick={() => move(at, at - 1)}>
                {t('flow.step.up', { number: at + 1 })}
              </Button>
            )}
            <Button variant="default" size="compact-sm" onClick={() => remove(at)}>
              {t('flow.step.remove', { number: at + 1 })}
            </Button>
          </div>
        </Fields>
      ))}
      {fields.length === 0 && <p role="note">{t('flow.no-steps')}</p>}
      <div>
        <Button variant="default" disabled={fields.length >= MOST} onClick={() => append({ ...freshStep })}>
          {t('flow.step.add')}
        </Button>
      </div>
    </>
  )
}

function OneStep({ kind, roles, at, number }: { kind: ApprovalKind; roles: FlowRoles; at: string; number: number }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const levels = approvalKindOf(kind).placed
    ? approverLevels
    : approverLevels.filter((level) => level === 'scope' || level === 'head-office')
  return (
    <>
      <TextField name={`${at}.nameZh`} label={t('flow.name-zh')} maxLength={80} required />
      <TextField name={`${at}.name`} label={t('flow.name')} maxLength={80} required />
      <SeveralField
        name={`${at}.roles`}
        label={t('flow.roles')}
        hint={t('flow.roles.hint')}
        choices={roles.map((role) => ({ value: role.code, label: nameOf(role) }))}
      />
      <SelectField
        name={`${at}.level`}
        label={t('flow.level')}
        required
        choices={levels.map((value) => ({ value, label: t(`approver-level.${value}`) }))}
      />
      <SelectField
        name={`${at}.needs`}
        label={t('flow.needs')}
        required
        choices={stepNeeds.map((value) => ({ value, label: t(`step-needs.${value}`) }))}
      />
      <NumberField name={`${at}.hours`} label={t('flow.hours')} hint={t('flow.hours.hint')} min={1} required />
      <Conditions kind={kind} at={`${at}.conditions`} step={number} />
    </>
  )
}

function Conditions({ kind, at, step }: { kind: ApprovalKind; at: string; step: number }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { fields, append, remove } = useFieldArray({ name: at })
  const known = Object.entries(approvalKindOf(kind).fields)
  return (
    <>
      {fields.map((field, number) => (
        <div key={field.id} className={`${classes.condition} ${classes.whole}`}>
          <Condition kind={kind} at={`${at}.${number}`} step={step} number={number + 1} />
          <Button variant="subtle" size="compact-sm" onClick={() => remove(number)}>
            {t('flow.condition.remove', { step, number: number + 1 })}
          </Button>
        </div>
      ))}
      <div className={`${classes.actions} ${classes.whole}`}>
        {known.map(([name, of]) => (
          <Button
            key={name}
            variant="default"
            size="compact-sm"
            disabled={fields.length >= MOST}
            onClick={() => append(freshCondition(kind, name))}
            aria-label={t('flow.condition.add-to', { field: nameOf(of), step })}
          >
            {t('flow.condition.add', { field: nameOf(of) })}
          </Button>
        ))}
      </div>
    </>
  )
}

interface ConditionProps {
  kind: ApprovalKind
  at: string
  step: number
  number: number
}

function Condition({ kind, at, step, number }: ConditionProps) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { setValue } = useFormContext()
  const condition = useWatch({ name: at }) as ApprovalCondition
  const of = approvalKindOf(kind).fields[condition.field]
  if (!of) return <span>{condition.field}</span>
  const field = nameOf(of)
  const label = t('flow.condition', { field, step, number })
  if (of.type === 'choice')
    return (
      <SeveralField
        name={`${at}.values`}
        label={label}
        required
        choices={Object.entries(of.values).map(([value, named]) => ({ value, label: nameOf(named) }))}
      />
    )
  if (of.type === 'flag')
    return (
      <SelectField
        name={`${at}.is`}
        label={label}
        required
        choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`approval.${value}`) }))}
      />
    )
  const isNumber = condition.is === 'at-least' || condition.is === 'below'
  return (
    <>
      <SelectField
        name={`${at}.is`}
        label={label}
        required
        choices={(['at-least', 'below'] as const).map((value) => ({ value, label: t(`flow.compare.${value}`) }))}
      />
      {isNumber && (
        <TextField
          name={`${at}.value`}
          label={t('flow.value', { unit: t(`approval-unit.${of.unit}`, { value: '' }).trim() })}
          maxLength={40}
          required
        />
      )}
      {!isNumber && (
        <Button variant="default" onClick={() => setValue(at, freshCondition(kind, condition.field))}>
          {t('flow.condition.add', { field })}
        </Button>
      )}
    </>
  )
}
