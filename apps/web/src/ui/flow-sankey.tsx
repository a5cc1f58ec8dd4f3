import { Layer, Rectangle, ResponsiveContainer, Sankey } from 'recharts'
import { palette } from './chart-frame.tsx'
import classes from './flow-sankey.module.css'
import { useFormat } from './format.ts'

export interface SankeyFlow {
  from: string
  to: string
  /** As wide as that. */
  value: number
  title: string
  open: () => void
}
interface Props {
  label: string
  flows: readonly SankeyFlow[]
  /** What flows lead from and to, from the top down; the colour of one is its place. */
  order: readonly string[]
  nameOf: (code: string) => string
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
  payload: { flow: SankeyFlow; place: number }
}

/** Left where flows begin, right where they end, both in one order. A press opens what is behind a flow; so does the table beside it. */
export function FlowSankey({ label, flows, order, nameOf }: Props) {
  const format = useFormat()
  const side = (at: 'from' | 'to') =>
    order.filter((code) => flows.some((flow) => flow[at] === code)).map((code) => ({ code, at }))
  const ends = [...side('from'), ...side('to')]
  const endOf = (code: string, at: 'from' | 'to') => ends.findIndex((end) => end.code === code && end.at === at)
  const data = {
    nodes: ends.map(({ code, at }) => ({ name: nameOf(code), side: at, place: order.indexOf(code) })),
    links: flows.map((flow) => ({
      source: endOf(flow.from, 'from'),
      target: endOf(flow.to, 'to'),
      value: flow.value,
      flow,
      place: order.indexOf(flow.from),
    })),
  }
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
  return (
    <figure className={classes.sankey} aria-label={label}>
      <ResponsiveContainer width="100%" height={Math.max(260, 44 * Math.max(side('from').length, side('to').length))}>
        <Sankey
          data={data}
          node={node as never}
          link={Link as never}
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

function Link(drawn: DrawnLink) {
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
      onClick={flow.open}
    >
      <title>{flow.title}</title>
    </path>
  )
}

const colourOf = (place: number) => palette[place % palette.length]
