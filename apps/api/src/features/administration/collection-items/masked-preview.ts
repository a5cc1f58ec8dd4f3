import type { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { maskName } from '@rapport/contract/identity/masks'
import type { PersonalClass } from '@rapport/contract/permissions'
import { masked } from '#http/mask.ts'
import { suggestedFields } from '#warehouse/collect/mapping/suggest-mapping.ts'

type Personal = PersonalClass | 'name'

/** Fields of all targets that say something of a person. */
const personalFields: Readonly<Record<string, Personal>> = {
  name: 'name',
  identificationNumber: 'identification',
  birthNumber: 'identification',
  mobile: 'mobile',
  email: 'email',
  bankCard: 'bank-card',
}
const ofPeople = new Set(['customers', 'contacts', 'accounts', 'account-holders', 'table'])

/** What a cell looks like, wherever it stands: a file is looked at before anybody has said what its columns mean. */
const looks: readonly [Personal, RegExp][] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['identification', /^\d{17}[\dXx]$/],
  ['mobile', /^(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/],
  ['bank-card', /^62\d{14,17}$/],
]

/** Hides what the clearance does not name. A name goes with the documents that prove it. */
export class PreviewMask {
  private readonly columns = new Map<string, Personal>()

  constructor(
    private readonly clearance: readonly PersonalClass[],
    private readonly target: CollectionMapping['target'],
    mapping: CollectionMapping | null,
    columns: readonly string[],
  ) {
    if (!ofPeople.has(target)) return
    const note = (
      fields: Readonly<Record<string, { column?: string | undefined; columns?: readonly string[] | undefined }>>,
    ) => {
      for (const [field, { column, columns: several }] of Object.entries(fields)) {
        const kind = personalFields[field]
        if (kind) for (const name of [column, ...(several ?? [])]) if (name !== undefined) this.columns.set(name, kind)
      }
    }
    // By what they are called, then by what they are said to be.
    note(suggestedFields('customers', columns))
    if (mapping) note(mapping.fields)
  }

  /** Whether such a file says something of persons at all. */
  get tellsOfPeople(): boolean {
    return ofPeople.has(this.target)
  }

  private hide(kind: Personal, text: string): string {
    if (text === '' || this.clearance.includes(kind === 'name' ? 'identification' : kind)) return text
    return kind === 'name' ? maskName(text) : masked(kind, text)
  }

  cell(column: string, text: string): string {
    const said = text.trim()
    const kind = this.columns.get(column) ?? looks.find(([, pattern]) => pattern.test(said))?.[0]
    return kind ? this.hide(kind, text) : text
  }

  value(field: string, text: string): string {
    const kind = ofPeople.has(this.target) ? personalFields[field] : undefined
    return kind ? this.hide(kind, text) : this.cell('', text)
  }
}
