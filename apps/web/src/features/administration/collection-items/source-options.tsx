import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useWords } from '#words/words.ts'
import { fieldWords } from './field-words.ts'
import classes from './items.module.css'
import { type Source, type TargetField, withOption } from './mapping.ts'

interface Props {
  field: TargetField
  source: Source
  onChange: (source: Source) => void
}

/** Which options there are, by what a field is. */
const optionsOf: Record<string, readonly ('format' | 'pivot' | 'zone' | 'decimalComma' | 'scale' | 'upper')[]> = {
  day: ['format', 'pivot'],
  instant: ['format', 'pivot', 'zone'],
  decimal: ['decimalComma', 'scale'],
  integer: ['decimalComma'],
  code: ['upper'],
  text: ['upper'],
  'birth-number': ['pivot'],
}

/** How the text of a field is read: folded away until it is wanted, open where something was set. */
export function SourceOptions({ field, source, onChange }: Props) {
  const { t } = useWords()
  const options = optionsOf[field.type] ?? []
  const name = fieldWords(field.name)
  const of = (label: string) => `${name}: ${label}`
  const set = source.format || source.zone || source.decimalComma || source.scale || source.upper || source.required
  return (
    <details className={classes.options} open={set ? true : undefined}>
      <summary>{t('item.options')}</summary>
      <div className={classes.optionRow}>
        {options.includes('format') && (
          <TextInput
            size="xs"
            label={t('item.option.format')}
            aria-label={of(t('item.option.format'))}
            placeholder="YYYYMMDD"
            maxLength={40}
            value={source.format ?? ''}
            onChange={(event) => onChange(withOption(source, 'format', event.currentTarget.value || undefined))}
          />
        )}
        {options.includes('pivot') && (
          <NumberInput
            size="xs"
            label={t('item.option.pivot')}
            aria-label={of(t('item.option.pivot'))}
            min={0}
            max={100}
            hideControls
            value={source.pivot ?? 70}
            onChange={(next) => onChange(withOption(source, 'pivot', typeof next === 'number' ? next : undefined))}
          />
        )}
        {options.includes('zone') && (
          <TextInput
            size="xs"
            label={t('item.option.zone')}
            aria-label={of(t('item.option.zone'))}
            placeholder="Asia/Shanghai"
            maxLength={60}
            value={source.zone ?? ''}
            onChange={(event) => onChange(withOption(source, 'zone', event.currentTarget.value || undefined))}
          />
        )}
        {options.includes('scale') && (
          <NumberInput
            size="xs"
            label={t('item.option.scale')}
            aria-label={of(t('item.option.scale'))}
            min={0}
            max={12}
            hideControls
            value={source.scale ?? 0}
            onChange={(next) =>
              onChange(withOption(source, 'scale', typeof next === 'number' && next > 0 ? next : undefined))
            }
          />
        )}
        {options.includes('decimalComma') && (
          <Checkbox
            size="xs"
            label={t('layout.decimal-comma')}
            aria-label={of(t('layout.decimal-comma'))}
            checked={source.decimalComma ?? false}
            onChange={(event) => onChange(withOption(source, 'decimalComma', event.currentTarget.checked || undefined))}
          />
        )}
        {options.includes('upper') && (
          <Checkbox
            size="xs"
            label={t('item.option.upper')}
            aria-label={of(t('item.option.upper'))}
            checked={source.upper ?? false}
            onChange={(event) => onChange(withOption(source, 'upper', event.currentTarget.checked || undefined))}
          />
        )}
        {!field.required && (
          <Checkbox
            size="xs"
            label={t('item.option.required')}
            aria-label={of(t('item.option.required'))}
            checked={source.required ?? false}
            onChange={(event) => onChange(withOption(source, 'required', event.currentTarget.checked || undefined))}
          />
        )}
      </div>
    </details>
  )
}
