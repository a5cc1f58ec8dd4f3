import { Checkbox, Radio } from '@mantine/core'
import { type Permission, type PersonalClass, personalClasses, scopes } from '@rapport/contract/permissions'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { areas, permissionsOf } from './permission-groups.ts'
import classes from './roles.module.css'

/** What may be done, area by area; an area as a whole is given or taken at once. */
export function PermissionsField() {
  const { t } = useWords()
  const { field, fieldState } = useController({ name: 'permissions' })
  const chosen = (field.value as Permission[] | undefined) ?? []
  const set = (some: readonly Permission[], given: boolean) =>
    field.onChange([...chosen.filter((one) => !some.includes(one)), ...(given ? some : [])])
  return (
    <div className={classes.areas}>
      {areas.map((area) => {
        const inArea = permissionsOf(area)
        const given = inArea.filter((one) => chosen.includes(one)).length
        return (
          <fieldset key={area} className={classes.area}>
            <legend>
              <Checkbox
                size="xs"
                label={t(`frame.area.${area}`)}
                checked={given === inArea.length}
                indeterminate={given > 0 && given < inArea.length}
                onChange={(event) => set(inArea, event.currentTarget.checked)}
              />
            </legend>
            {inArea.map((permission) => (
              <Checkbox
                key={permission}
                size="xs"
                name="permissions"
                value={permission}
                label={t(`permission.${permission}`)}
                checked={chosen.includes(permission)}
                onChange={(event) => set([permission], event.currentTarget.checked)}
              />
            ))}
          </fieldset>
        )
      })}
      {fieldState.error && <p className={classes.error}>{fieldText(fieldState.error.message)}</p>}
    </div>
  )
}

/** Whose customers are seen. */
export function ScopeField() {
  const { t } = useWords()
  const { field, fieldState } = useController({ name: 'scope' })
  return (
    <Radio.Group
      label={t('role.scope')}
      name="scope"
      withAsterisk
      error={fieldText(fieldState.error?.message)}
      value={(field.value as string | undefined) ?? null}
      onChange={field.onChange}
    >
      <div className={classes.choices}>
        {scopes.map((value) => (
          <Radio
            key={value}
            size="xs"
            value={value}
            label={t(`scope.${value}`)}
            description={t(`scope.${value}.about`)}
          />
        ))}
      </div>
    </Radio.Group>
  )
}

/** Which personal data are read in the clear; all others come masked. */
export function ClearanceField() {
  const { t } = useWords()
  const { field } = useController({ name: 'clearance' })
  return (
    <Checkbox.Group
      label={t('role.clearance')}
      description={t('role.clearance.about')}
      value={(field.value as PersonalClass[] | undefined) ?? []}
      onChange={field.onChange}
    >
      <div className={classes.choices}>
        {personalClasses.map((value) => (
          <Checkbox key={value} size="xs" value={value} label={t(`personal.${value}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
