import type { TierFlow, TierLadder } from '@rapport/contract/analytics/tiers'
import { useAddress } from '#ui/address.ts'
import { FlowSankey } from '#ui/flow-sankey.tsx'
import { useFormat } from '#ui/format.ts'
import { useTierName } from './tier-name.ts'

interface Props {
  flows: TierFlow[]
  ladder: TierLadder
  label: string
}
/** No tier at all, among the codes of tiers. */
const NONE = ''

/** Left the tiers at the earlier month end, right those at the later, highest first; as wide as so many customers. */
export function TierSankey({ flows, ladder, label }: Props) {
  const format = useFormat()
  const nameOf = useTierName(ladder.items)
  const { change } = useAddress()
  const known: (string | null)[] = ladder.items.map(({ code }) => code).reverse()
  // Codes that the firm no longer has stand below those that it has.
  const others = flows.flatMap(({ from, to }) => [from, to]).filter((code) => code !== null && !known.includes(code))
  return (
    <FlowSankey
      label={label}
      order={[...known, ...new Set(others), null].map((code) => code ?? NONE)}
      nameOf={(code) => nameOf(code || null)}
      flows={flows.map(({ from, to, customers, assets }) => ({
        from: from ?? NONE,
        to: to ?? NONE,
        value: customers,
        title: `${nameOf(from)} → ${nameOf(to)}: ${format.count(customers)} · ${format.compact(assets)}`,
        open: () => change({ flow: `${from ?? NONE}>${to ?? NONE}` }),
      }))}
    />
  )
}
