import { palette } from '#ui/chart-frame.tsx'

export interface Series {
  name: string
  label: string
  colour: string
}

/** The colours of columns and lines, in their order. */
export const seriesOf = (names: readonly string[], from: number, label: (name: string) => string): Series[] =>
  names.map((name, i) => ({ name, label: label(name), colour: palette[(from + i) % palette.length]! }))
