import { identificationTypes } from '@rapport/contract/customer/vocabulary'
import { checkBankCard } from '@rapport/contract/identity/bank-card'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'
import type { Seal } from '@rapport/database/seal'
import { searchFor } from '@rapport/database/search-keys'
import type { Conditions } from '#http/conditions.ts'

/** What a search text may stand for: part of a name, the end of a number, or a whole personal number. */
export interface Search {
  plain: string
  byName: string[]
  byTail: string | null
  numbers: PersonalNumbers
}
/** Keyed hashes of every stored form that a whole number could have. */
export interface PersonalNumbers {
  identifications: string[]
  contactPoints: string[]
  bankCards: string[]
}

export function searchOf(q: string, seal: Seal, today: string): Search {
  return { ...searchFor(q), numbers: personalNumbers(q, seal, today) }
}

export function personalNumbers(text: string, seal: Seal, today: string): PersonalNumbers {
  const documents = identificationTypes.flatMap((type) => {
    const found = checkIdentification(type, text, today)
    return found.ok ? [found.value.number] : []
  })
  const card = checkBankCard(text)
  return {
    identifications: [...new Set(documents)].map((number) => seal.hash('identification', number)),
    contactPoints: (['mobile', 'phone', 'email'] as const).flatMap((kind) => {
      const found = checkContact(kind, text)
      return found.ok ? [seal.hash(kind, found.value)] : []
    }),
    bankCards: card.ok ? [seal.hash('bank-card', card.value.number)] : [],
  }
}

const withNumbers = (identifications: string, contactPoints: string) => `
  select i.customer_id from identifications i where i.number_hash = any (${identifications}::text[])
  union all ${withContacts(contactPoints)}`

/** Customers with one of these hashed numbers, mails or telephones, their own or of a person one speaks to there. */
export const withContacts = (hashes: string) =>
  `select p.customer_id from contact_points p where p.value_hash = any (${hashes}::text[])
   union all select p.customer_id from contact_persons p where p.phone_hash = any (${hashes}::text[])`

/**
 * The search as SQL over `customers c`, and a name for its shape; its values go into `where`. Keys find candidates, the text
 * itself decides, so that % _ \ and all else are literal. Row security keeps the keys' index from whoever does not look
 * at own customers only: there `customers_with_keys` finds the candidates first, and the wall drops what is not theirs.
 */
export function searchCondition(search: Search, where: Conditions, wide: boolean): { shape: string; sql: string } {
  if (search.plain === '') return { shape: 'q-none', sql: 'false' }
  const add = (value: unknown) => where.value(value)
  const [plain, byName, tail] = [add(search.plain), add(search.byName), search.byTail && add([search.byTail])]
  const numbers = withNumbers(add(search.numbers.identifications), add(search.numbers.contactPoints))
  const decided = [
    `c.search_keys @> ${byName}::text[] and (strpos(c.name_pinyin, ${plain}) > 0 or strpos(c.name_initials, ${plain}) > 0
      or strpos(lower(replace(normalize(c.name, NFKC), ' ', '')), ${plain}) > 0)`,
    tail &&
      `c.search_keys @> ${tail}::text[] and (right(lower(c.customer_no), length(${plain})) = ${plain} or exists (
        select from accounts a where a.customer_id = c.id and right(lower(a.number), length(${plain})) = ${plain}) or exists (
        select from customer_merges m where m.customer_id = c.id and right(lower(m.merged_no), length(${plain})) = ${plain}))`,
    `c.id in (${numbers})`,
  ]
  const sql = `(${decided.filter(Boolean).join('\n or ')})`
  const shape = tail ? 'q-tail' : 'q'
  if (!wide) return { shape, sql }
  const keys = [byName, ...(tail ? [tail] : [])].map(
    (those) => `select customers_with_keys(${those}::text[]) union all`,
  )
  return { shape: `${shape}-wide`, sql: `c.id in (${keys.join(' ')} ${numbers}) and ${sql}` }
}
