import { Button, NumberInput, Select } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import { tierCodes } from '@rapport/contract/analytics/tier-codes'
import { ageGroups, quotaKinds, type SurveyDefinition } from '@rapport/contract/service/survey-shapes'
import { useController } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import classes from './surveys.module.css'

type Quota = SurveyDefinition['quotas'][number]

/** How many answers are taken of a region, a tier or an age group; whoever comes later is told so politely. */
export function SurveyQuotas() {
  const { t } = useWords()
  const { field } = useController({ name: 'definition.quotas' })
  const regions = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const quotas = field.value as Quota[]
  const keys: Record<Quota['by'], { value: string; label: string }[]> = {
    region: (regions.data?.items ?? [])
      .filter(({ kind }) => kind === 'region')
      .map(({ id, name }) => ({ value: id, label: name })),
    tier: tierCodes.map((value) => ({ value, label: t(`tier.${value}`) })),
    age: ageGroups.map((value) => ({ value, label: t(`age-group.${value}`) })),
  }
  const put = (at: number, part: Partial<Quota>) =>
    field.onChange(quotas.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <fieldset className={classes.group}>
      <legend>{t('survey.quotas')}</legend>
      {quotas.map((quota, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a quota is known by its place
        <div key={at} className={classes.row}>
          <Select
            label={t('survey.quota-by')}
            allowDeselect={false}
            data={quotaKinds.map((value) => ({ value, label: t(`quota.${value}`) }))}
            value={quota.by}
            onChange={(by) => by && put(at, { by: by as Quota['by'], key: keys[by as Quota['by']][0]?.value ?? '' })}
          />
          <Select
            label={t('survey.quota-key')}
            allowDeselect={false}
            data={keys[quota.by]}
            value={quota.key}
            onChange={(key) => key && put(at, { key })}
          />
          <NumberInput
            className={classes.score}
            label={t('survey.quota-most')}
            min={1}
            allowDecimal={false}
            hideControls
            value={quota.most}
            onChange={(most) => typeof most === 'number' && put(at, { most })}
          />
          <Button
            variant="default"
            onClick={() => field.onChange(quotas.filter((_, i) => i !== at))}
            aria-label={t('survey.remove-quota-n', { n: at + 1 })}
          >
            {t('survey.remove')}
          </Button>
        </div>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => field.onChange([...quotas, { by: 'age', key: ageGroups[0], most: 100 }])}
      >
        {t('survey.add-quota')}
      </Button>
    </fieldset>
  )
}
