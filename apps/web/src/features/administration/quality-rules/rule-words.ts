import type { RuleSettings } from '@rapport/contract/administration/quality-rules'
import { fieldWords, valueWords } from '#features/administration/collection-items/field-words.ts'
import { wordsFor } from '#words/words.ts'

type Sum = Extract<RuleSettings, { kind: 'balance' }>['sum']

const sumText = ({ field, when }: Sum) => {
  const name = wordsFor('run.total.sum', { field: fieldWords(field) }) ?? field
  return when ? `${name} (${fieldWords(when.field)}: ${valueWords(when.field, when.value)})` : name
}

/** What a rule demands, as a sentence. */
export function demandOf(settings: RuleSettings): string {
  const says = (kind: string, values: Record<string, string> = {}) => wordsFor(`rule.says.${kind}`, values) ?? kind
  switch (settings.kind) {
    case 'null':
      return says('null', { field: fieldWords(settings.field) })
    case 'range': {
      const { from, to } = settings
      const bounds = from === null ? 'range-to' : to === null ? 'range-from' : 'range'
      return says(bounds, { field: fieldWords(settings.field), from: from ?? '', to: to ?? '' })
    }
    case 'format':
      return says('format', { field: fieldWords(settings.field), pattern: settings.pattern })
    case 'reference':
      return says('reference', {
        field: fieldWords(settings.field),
        to: wordsFor(`rule.reference.${settings.to}`) ?? settings.to,
      })
    case 'unique':
      return says('unique', { fields: settings.fields.map(fieldWords).join(', ') })
    case 'balance':
      return says('balance', {
        sum: sumText(settings.sum),
        other: settings.equals ? sumText(settings.equals) : (settings.amount ?? ''),
      })
    case 'condition':
      return settings.condition
  }
}
