import type { Content } from 'pdfmake/interfaces.js'
import type { Figures } from './figures.ts'
import { FAMILY } from './pdf.ts'

const [WIDTH, HEIGHT] = [515, 150]
const [LEFT, RIGHT, TOP, BOTTOM] = [4, 511, 14, 132]
const LINE = '#4f46e5'

/** Assets by day as a drawing of lines, not of dots: axis from 0, or from below it where somebody owes. */
export function assetsLine(line: readonly { day: string; assets: string }[], figures: Figures): Content {
  const levels = line.map(({ assets }) => Number(assets))
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return ''
  const high = Math.max(0, ...levels)
  const low = Math.min(0, ...levels)
  const place = (i: number, level: number) => {
    const x = line.length === 1 ? LEFT : LEFT + ((RIGHT - LEFT) * i) / (line.length - 1)
    const y = high === low ? BOTTOM : BOTTOM - ((BOTTOM - TOP) * (level - low)) / (high - low)
    return `${x.toFixed(1)},${y.toFixed(1)}`
  }
  const text = (x: number, y: number, said: string, anchor = 'start') =>
    `<text x="${x}" y="${y}" font-family="${FAMILY}" font-size="7" fill="#5f6470" text-anchor="${anchor}">${said}</text>`
  const rule = (y: number) =>
    `<line x1="${LEFT}" y1="${y}" x2="${RIGHT}" y2="${y}" stroke="#d5d7dc" stroke-width="0.5"/>`
  const points = levels.map((level, i) => place(i, level)).join(' ')
  return {
    svg: `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" xmlns="http://www.w3.org/2000/svg">
      ${rule(TOP)}${rule(BOTTOM)}
      ${text(LEFT, TOP - 4, figures.decimal(high))}${text(LEFT, BOTTOM - 3, figures.decimal(low))}
      <polyline points="${points}" fill="none" stroke="${LINE}" stroke-width="1.4" stroke-linejoin="round"/>
      ${text(LEFT, BOTTOM + 12, first.day)}${text(RIGHT, BOTTOM + 12, last.day, 'end')}
    </svg>`,
  }
}
