import type { Condition, Test } from '@rapport/contract/analytics/conditions'
import { fieldOf } from '@rapport/contract/analytics/customer-fields'
import { useFormat } from '#ui/format.ts'
import { useWords, type Words } from '#words/words.ts'
import { written } from './draft.ts'
import { type Names, valueWord } from './field-words.ts'

/** A condition in a sentence. */
export function useSentence() {
  const { t } = useWords()
  const format = useFormat()
  return (condition: Condition, names: Names): string => {
    const say = (part: Condition, inner: boolean): string => {
      if ('field' in part) return sayTest(t, format, part, names)
      if (part.is === 'not') return `${t('condition.not')} (${say(part.of, false)})`
      const word = t(part.is === 'all' ? 'condition.and' : 'condition.or')
      const text = part.of.map((one) => say(one, true)).join(` ${word} `)
      return inner && part.of.length > 1 ? `(${text})` : text
    }
    return say(condition, false)
  }
}

function sayTest(t: Words, format: ReturnType<typeof useFormat>, test: Test, names: Names) {
  const { unit } = fieldOf(test.field)
  const number = (value: string) =>
    unit === 'share'
      ? `${written(test.field, value)} %`
      : `${format.decimal(value)}${unit && unit !== 'count' ? ` ${t(`condition.unit.${unit}`)}` : ''}`
  const said = {
    field: t(`customer-field.${test.field}`),
    values:
      'values' in test ? test.values.map((value) => names[value] ?? valueWord(test.field, value)).join(' / ') : '',
    value:
      'value' in test
        ? number(test.value)
        : 'from' in test
          ? number(test.from)
          : 'percent' in test
            ? test.percent
            : 'days' in test
              ? test.days
              : 'day' in test
                ? format.day(test.day)
                : '',
    to: 'to' in test ? number(test.to) : '',
  }
  return t(`condition.said.${test.is}`, said)
}
