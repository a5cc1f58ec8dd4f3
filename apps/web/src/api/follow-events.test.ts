import { PING_MS } from '@rapport/contract/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { streaming } from '#testing/streaming.ts'
import { AGAIN, followEvents } from './follow-events.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function follow() {
  const stream = streaming()
  const heard: string[] = []
  const leave = followEvents('/api/changes', {
    event: 'run',
    told: (data) => heard.push(data),
    opened: () => heard.push('opened'),
    lost: () => heard.push('lost'),
    waiting: () => heard.push('waiting'),
  })
  return { stream, heard, leave }
}
const pass = (ms: number) => vi.advanceTimersByTime(ms)

test('a connection that says nothing at all is given up, told as lost, and made anew', () => {
  const { stream, heard } = follow()
  const first = stream()
  first?.open()
  for (let n = 0; n < 4; n++) {
    pass(PING_MS)
    first?.ping()
  }
  expect(heard).toEqual(['opened'])
  pass(2.5 * PING_MS)
  expect([heard, first?.closed]).toEqual([['opened', 'lost'], true])
  pass(AGAIN)
  expect(stream()).not.toBe(first)
  stream()?.open()
  expect(heard).toEqual(['opened', 'lost', 'waiting', 'lost', 'opened'])
  pass(AGAIN)
  expect(heard).toHaveLength(5)
})

test('while it cannot be had, it is tried again every five seconds', () => {
  const { stream, heard, leave } = follow()
  const first = stream()
  first?.breakOff()
  pass(AGAIN)
  const second = stream()
  expect(second).not.toBe(first)
  second?.breakOff()
  pass(AGAIN)
  expect(stream()).not.toBe(second)
  leave()
  const said = heard.length
  pass(10 * PING_MS)
  expect(heard).toHaveLength(said)
})
