import type { ControlTotals, Layout, SideFile, SumOf } from '@rapport/contract/administration/collection-layout'
import { formatDecimal, parseDecimal } from '@rapport/finance/decimal'

/** How a sum is named: by its field, and the rows it is taken over. */
export const sumName = ({ field, when }: SumOf): string => (when ? `${field}[${when.field}=${when.value}]` : field)

interface Says {
  is: 'rows' | 'sum' | 'sha256'
  of?: SumOf | undefined
  scale: number
}

/** Gathers what a file declares of itself, one text after the other; `false` says that a text is no such total. */
export class Declared {
  readonly totals: ControlTotals = { rows: null, sums: {}, sha256: null }
  constructor(private readonly decimalComma = false) {}

  take(says: Says, text: string): boolean {
    const said = text.trim()
    if (says.is === 'sha256') {
      if (!/^[0-9a-f]{64}$/i.test(said)) return false
      this.totals.sha256 = said.toLowerCase()
    } else if (says.is === 'rows') {
      if (!/^\d{1,15}$/.test(said)) return false
      this.totals.rows = Number(said)
    } else {
      const sum = exactText(said, says.scale, this.decimalComma)
      if (sum === null) return false
      this.totals.sums[sumName(says.of!)] = sum
    }
    return true
  }
}

const grouped = { point: /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, comma: /^[+-]?\d{1,3}([. ]\d{3})+(,\d+)?$/ }

/** A sum as files write it: a sign, grouped thousands, a decimal comma, or units of 10^-scale without a point. */
function exactText(said: string, scale: number, comma: boolean): string | null {
  const thousands = (comma ? grouped.comma : grouped.point).test(said)
  const dense = thousands ? said.replace(comma ? /[. ]/g : /,/g, '') : said
  const plain = (comma ? dense.replace(',', '.') : dense).replace(/^\+/, '')
  if (!/^-?\d{1,40}(\.\d{1,20})?$/.test(plain)) return null
  const exact = parseDecimal(plain)
  return formatDecimal({ units: exact.units, places: exact.places + scale })
}

/** The sums that a layout or a side file will declare: a tally must fold them while the rows pass. */
export function declaredSums(layout: Layout, sideFile?: SideFile): SumOf[] {
  const own =
    layout.format === 'csv' || layout.format === 'fixed-width'
      ? (layout.trailer?.totals ?? [])
      : layout.format === 'xml'
        ? layout.totals
        : []
  const named = [...own, ...(sideFile?.totals ?? [])].flatMap(({ of }) => (of ? [of] : []))
  return [...new Map(named.map((of) => [sumName(of), of])).values()]
}
