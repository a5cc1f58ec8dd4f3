import type { TierFlow, TierLadder } from '@rapport/contract/analytics/tiers'
import { Layer, Rectangle, ResponsiveContainer, Sankey } from 'recharts'
import { useAddress } from '#ui/address.ts'
import { palette } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { useTierName } from './tier-name.ts'
import classes from './tiers.module.css'

interface Props {
  flows: TierFlow[]
  ladder: TierLadder
  label: string
}
interface Drawn {
  x: number
  y: number
  width: number
  height: number
  payload: { name: string; side: 'from' | 'to'; place: number; value: number }
}
interface DrawnLink {
  sourceX: number
  targetX: number
  sourceY: number
  targetY: number
  sourceControlX: number
  targetControlX: number
  linkWidth: number
  payload: { flow: TierFlow; place: number }
}

/** Left the tiers at the earlier month end, right those at the later, highest first; as wide as so many customers. */
export function TierSankey({ flows, ladder, label }: Props) {
  const format = useFormat()
  const nameOf = useTierName(ladder.items)
  const { change } = useAddress()
  const order = [...ladder.items.map(({ code }) => code as string | null).reverse(), null]
  const others = flows.flatMap(({ from, to }) => [from, to]).filter((code) => !order.includes(code))
  const codes = [...order.slice(0, -1), ...new Set(others), null]
  const side = (at: 'from' | 'to') =>
    codes.filter((code) => flows.some((flow) => flow[at] === code)).map((code) => ({ code, at }))
  const ends = [...side('from'), ...side('to')]
  const placeOf = (code: string | null, at: 'from' | 'to') =>
    ends.findIndex((end) => end.code === code && end.at === at)
  const data = {
    nodes: ends.map(({ code, at }) => ({ name: nameOf(code), side: at, place: codes.indexOf(code) })),
    links: flows.map((flow) => ({
      source: placeOf(flow.from, 'from'),
      target: placeOf(flow.to, 'to'),
      value: flow.customers,
      flow,
      place: codes.indexOf(flow.from),
    })),
  }
  const titleOf = ({ from, to, customers, assets }: TierFlow) =>
    `${nameOf(from)} → ${nameOf(to)}: ${format.count(customers)} · ${format.compact(assets)}`
  const node = (drawn: Drawn) => (
    <Layer>
      <Rectangle {...drawn} fill={colourOf(drawn.payload.place)} />
      <text
        className={classes.node}
        x={drawn.payload.side === 'from' ? drawn.x + drawn.width + 6 : drawn.x - 6}
        y={drawn.y + drawn.height / 2 + 4}
        textAnchor={drawn.payload.side === 'from' ? 'start' : 'end'}
      >
        {drawn.payload.name} · {format.count(drawn.payload.value)}
      </text>
    </Layer>
  )
  const link = (drawn: DrawnLink) => {
    const { sourceX, targetX, sourceY, targetY, sourceControlX, targetControlX, linkWidth, payload } = drawn
    const { flow } = payload
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it leads to the same by keyboard
      <path
        className={classes.flow}
        data-moved={flow.from !== flow.to || undefined}
        d={`M${sourceX},${sourceY} C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
        fill="none"
        stroke={colourOf(payload.place)}
        strokeWidth={Math.max(1, linkWidth)}
        onClick={() => change({ flow: `${flow.from ?? ''}>${flow.to ?? ''}` })}
      >
        <title>{titleOf(flow)}</title>
      </path>
    )
  }
  return (
    <figure className={classes.sankey} aria-label={label}>
      <ResponsiveContainer width="100%" height={Math.max(260, 44 * Math.max(side('from').length, side('to').length))}>
        <Sankey
          data={data}
          node={node as never}
          link={link as never}
          sort={false}
          nodeWidth={10}
          nodePadding={14}
          iterations={0}
          margin={{ top: 8, right: 4, bottom: 8, left: 4 }}
        ></Sankey>
      </ResponsiveContainer>
    </figure>
  )
}

const colourOf = (place: number) => palette[place % palette.length]
