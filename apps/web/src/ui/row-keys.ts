import { type KeyboardEvent, type MouseEvent, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'

interface Rows<Row> {
  rows: Row[]
  keyOf: (row: Row) => string
  hrefOf?: (row: Row) => string
  peek?: { key: string | undefined; show: (row: Row | null) => void }
  scrollTo: (index: number) => void
}

/** Arrows move, Enter opens, Space or → looks beside the list, ← and Escape close what is beside it. */
export function useRowKeys<Row>({ rows, keyOf, hrefOf, peek, scrollTo }: Rows<Row>) {
  const navigate = useNavigate()
  const [active, setActive] = useState(0)
  const peeked = peek?.key
  const at = peeked ? rows.findIndex((row) => keyOf(row) === peeked) : -1
  // The panel has its own arrows: the list follows it.
  useEffect(() => {
    if (at >= 0) setActive(at)
  }, [at])
  const now = Math.min(active, Math.max(rows.length - 1, 0))

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    const row = rows[next]
    if (!row) return
    setActive(next)
    scrollTo(next)
    if (peeked) peek?.show(row)
  }
  const actOf = (key: string, row: Row): (() => void) | undefined => {
    switch (key) {
      case 'ArrowDown':
        return () => move(now + 1)
      case 'ArrowUp':
        return () => move(now - 1)
      case 'PageDown':
        return () => move(now + 10)
      case 'PageUp':
        return () => move(now - 10)
      case 'Home':
        return () => move(0)
      case 'End':
        return () => move(rows.length - 1)
      case 'Enter':
        return hrefOf && (() => void navigate(hrefOf(row)))
      case ' ':
      case 'ArrowRight':
        return peek && (() => peek.show(row))
      case 'ArrowLeft':
      case 'Escape':
        return peeked ? () => peek?.show(null) : undefined
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[now]
    // Buttons and links inside the table keep their own keys.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || !row) return
    const act = actOf(event.key, row)
    if (!act) return
    event.preventDefault()
    act()
  }
  const onRowClick = (event: MouseEvent, index: number, open: boolean) => {
    if ((event.target as Element).closest('a, button, input')) return
    const row = rows[index]
    if (!row) return
    setActive(index)
    if (peek && !open) peek.show(row)
    else if (hrefOf) void navigate(hrefOf(row))
  }
  return { active: now, onKeyDown, onRowClick }
}
