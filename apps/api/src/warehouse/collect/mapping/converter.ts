import type { CollectionField } from '@rapport/contract/administration/collection-mapping'
import { type Convert, Fault, isNothing } from '#warehouse/collect/convert/convert.ts'
import { birthNumber, dayOf } from '#warehouse/collect/convert/days.ts'
import { decimalOf, integer } from '#warehouse/collect/convert/decimals.ts'
import { instantOf, type Zone } from '#warehouse/collect/convert/instants.ts'
import { boolean, choiceOf, codeOf, currency, textOf } from '#warehouse/collect/convert/texts.ts'
import type { TargetField } from '#warehouse/collect/fields/field.ts'

const birthShape = Fault.of('birth-number.shape')

/** How the texts of a field are read, by its type and the options of its mapping. */
export function converterOf(field: TargetField, options: CollectionField, zone: Zone, decimalComma: boolean): Convert {
  const format = options.format === undefined ? null : { format: options.format, pivot: options.pivot }
  switch (field.type) {
    case 'text':
      return textOf(field.max)
    case 'code':
      return codeOf(field.max)
    case 'day':
      return dayOf(format)
    case 'instant':
      return instantOf(zone, format)
    case 'decimal':
      return decimalOf({
        places: field.places,
        notNegative: field.notNegative ?? false,
        rounds: field.rounds ?? false,
        comma: options.decimalComma ?? decimalComma,
        scale: options.scale,
      })
    case 'integer':
      return integer
    case 'boolean':
      return boolean
    case 'currency':
      return currency
    case 'choice':
      return choiceOf(field.values, field.synonyms)
    case 'birth-number':
      return (said) => (birthNumber(said) ? said : isNothing(said) ? null : birthShape)
  }
}
