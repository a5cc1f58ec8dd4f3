import { useWords } from '#words/words.ts'
import classes from './data-centre.module.css'
import { depthsOf, inOrder, type Linked } from './step-order.ts'

const WIDTH = 164
const HEIGHT = 48
const ACROSS = 34
const DOWN = 12

interface Drawn extends Linked {
  /** What it does, in a line under its code. */
  about: string
}

/** Where each step stands, px: a column for each depth, in it one below the other. */
function places(steps: readonly Drawn[]) {
  const depths = depthsOf(steps)
  const filled = new Map<number, number>()
  return new Map(
    inOrder(steps).map((step) => {
      const depth = depths.get(step.code) ?? 0
      const row = filled.get(depth) ?? 0
      filled.set(depth, row + 1)
      return [step.code, { x: depth * (WIDTH + ACROSS), y: row * (HEIGHT + DOWN) }] as const
    }),
  )
}

interface Props {
  steps: readonly Drawn[]
  chosen: string | undefined
  choose: (code: string) => void
}

/** Steps from left to right, each behind what it needs; a step is chosen by its button. */
export function StepGraph({ steps, chosen, choose }: Props) {
  const { t } = useWords()
  const at = places(steps)
  const width = Math.max(...[...at.values()].map(({ x }) => x)) + WIDTH
  const height = Math.max(...[...at.values()].map(({ y }) => y)) + HEIGHT
  const lines = steps.flatMap((step) =>
    step.needs.flatMap((need) => {
      const from = at.get(need)
      const to = at.get(step.code)
      return from && to ? [{ key: `${need} ${step.code}`, from, to }] : []
    }),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.graph} aria-label={t('step.graph')} tabIndex={0}>
      <div className={classes.drawing} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {lines.map(({ key, from, to }) => {
            const [x1, y1] = [from.x + WIDTH, from.y + HEIGHT / 2]
            const [x2, y2] = [to.x, to.y + HEIGHT / 2]
            const middle = (x1 + x2) / 2
            return <path key={key} d={`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}m-5 -4l5 4l-5 4`} />
          })}
        </svg>
        <ol>
          {inOrder(steps).map((step) => {
            const { x, y } = at.get(step.code) ?? { x: 0, y: 0 }
            return (
              <li key={step.code}>
                <button
                  type="button"
                  className={classes.node}
                  style={{ left: x, top: y, width: WIDTH, height: HEIGHT }}
                  aria-pressed={step.code === chosen}
                  aria-label={
                    step.needs.length > 0
                      ? t('step.graph.needs', { step: step.code, about: step.about, needs: step.needs.join(', ') })
                      : t('step.graph.first', { step: step.code, about: step.about })
                  }
                  onClick={() => choose(step.code)}
                >
                  <span className="truncate">{step.code}</span>
                  <span className="truncate">{step.about}</span>
                </button>
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}
