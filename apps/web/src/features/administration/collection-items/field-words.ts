import { valueName } from '#features/customer/imports/field-words.ts'
import { wordsFor } from '#words/words.ts'

/** A field of what is collected, as people say it. */
export const fieldWords = (name: string) =>
  wordsFor(`collection.field.${name}`) ?? wordsFor(`import.field.${name}`) ?? name

/** A value of a closed list of a field, as people say it. */
export const valueWords = (field: string, value: string) =>
  wordsFor(`collection.value.${field}.${value}`) ?? valueName(field, value)
