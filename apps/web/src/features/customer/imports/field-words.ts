import { wordsFor } from '#words/words.ts'

/** A field of ours by its name in the mapping, as people say it. */
export const fieldName = (name: string) => wordsFor(`import.field.${name}`) ?? name

const vocabularies: Record<string, string> = {
  kind: 'kind',
  gender: 'gender',
  identificationType: 'identification',
  level: 'level',
  riskLevel: 'risk',
  riskBasis: 'basis',
  investmentCapacity: 'capacity',
  capacityBasis: 'basis',
  lifecycle: 'lifecycle',
  caseKind: 'case-kind',
  caseChannel: 'case-channel',
  side: 'side',
  status: 'account-status',
}

/** A value of a closed list, as people say it; accounts have kinds of their own. */
export const valueName = (field: string, value: string) =>
  wordsFor(`${vocabularies[field] ?? field}.${value}`) ?? wordsFor(`account.${value}`) ?? value
