import { customersEn } from './customers.en.ts'
import { frameEn } from './frame.en.ts'
import { problemsEn } from './problems.en.ts'
import { uiEn } from './ui.en.ts'
import { vocabularyEn } from './vocabulary.en.ts'

/** What the frame and the customer list say in English: the first load. Everything else is in en-pages.ts. */
export const en = { ...frameEn, ...uiEn, ...problemsEn, ...vocabularyEn, ...customersEn }
