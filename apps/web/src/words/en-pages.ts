import { careVisitsEn } from './care-visits.en.ts'
import { securitiesEn } from './securities.en.ts'

/** What all other pages say in English. A page's words are spread in here. */
export const enPages = { ...securitiesEn, ...careVisitsEn }
