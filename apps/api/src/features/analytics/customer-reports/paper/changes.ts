import type { Content } from 'pdfmake/interfaces.js'
import { type Figures, signOf, UNDEFINED } from './figures.ts'

/** What rising and profit look like to whoever reads: red in China, green in the West. */
export type Rising = 'red' | 'green'
const RED = '#b3261e'
const GREEN = '#0b6b3a'

/** Changes as the pages show them: colour by the reader's convention, sign and arrow. */
export function changesBy(rising: Rising, figures: Figures) {
  const [rise, fall] = rising === 'red' ? [RED, GREEN] : [GREEN, RED]
  const marked = (sign: number, size: string): Content =>
    sign === 0 ? size : { text: sign > 0 ? `▲ +${size}` : `▼ −${size}`, color: sign > 0 ? rise : fall }
  const sizeOf = (value: string) => value.replace(/^-/, '')
  return {
    money: (value: string | null): Content =>
      value === null ? UNDEFINED : marked(signOf(value), figures.decimal(sizeOf(value))),
    ratio: (value: number | null): Content =>
      value === null ? UNDEFINED : marked(Math.sign(value), figures.percent(Math.abs(value))),
    points: (value: number | null, say: (n: string) => string): Content =>
      value === null ? UNDEFINED : marked(Math.sign(value), say(figures.decimal(Math.abs(value) * 100))),
  }
}
export type Changes = ReturnType<typeof changesBy>
