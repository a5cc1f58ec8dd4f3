import { customersEn } from './customers.en.ts'
import { frameEn } from './frame.en.ts'
import { problemsEn } from './problems.en.ts'
import { securitiesEn } from './securities.en.ts'
import { uiEn } from './ui.en.ts'
import { vocabularyEn } from './vocabulary.en.ts'

/** Everything the product says in English. An area's words are spread in here. */
export const en = { ...frameEn, ...uiEn, ...problemsEn, ...vocabularyEn, ...customersEn, ...securitiesEn }
