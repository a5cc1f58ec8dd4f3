import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'

/** Rows drawn beyond what is seen, so that a quick scroll meets rows and not a gap. */
const SPARE = 12

interface Options {
  scroll: RefObject<HTMLElement | null>
  count: number
  /** Of every row, px. */
  height: number
  /** What covers the top of the box (a head that stays), px. */
  covered: number
}

/**
 * Which of many rows of one height are drawn: `from` up to, not including, `to`. All rows being alike, this is a
 * division; the library for rows of any height would cost a twentieth of what the customer list may weigh.
 */
export function useRowWindow({ scroll, count, height, covered }: Options) {
  const [seen, setSeen] = useState({ from: 0, to: 0 })
  const look = useCallback(() => {
    const box = scroll.current
    if (!box) return
    const from = Math.floor(box.scrollTop / height)
    const to = Math.ceil((box.scrollTop + box.clientHeight - covered) / height)
    setSeen((before) => (before.from === from && before.to === to ? before : { from, to }))
  }, [scroll, height, covered])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the box is only there once there are rows
  useLayoutEffect(() => {
    const box = scroll.current
    if (!box) return
    look()
    const resized = new ResizeObserver(look)
    resized.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      resized.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [look, scroll, count === 0])

  /** Scrolls as little as needed for a row to be seen whole. */
  const show = useCallback(
    (index: number) => {
      const box = scroll.current
      if (!box) return
      const top = index * height
      const bottom = top + height + covered - box.clientHeight
      if (top < box.scrollTop) box.scrollTop = top
      else if (bottom > box.scrollTop) box.scrollTop = bottom
    },
    [scroll, height, covered],
  )
  return { from: Math.max(0, seen.from - SPARE), to: Math.min(count, seen.to + SPARE), show }
}
