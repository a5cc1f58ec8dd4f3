import { expect, test } from 'vitest'
import { dependantsOf, depthsOf, inOrder } from './step-order.ts'

const step = (code: string, ...needs: string[]) => ({ code, needs })
const steps = [
  step('publish', 'merge-a', 'merge-b'),
  step('merge-a', 'check-a'),
  step('check-a'),
  step('merge-b', 'check-a'),
  step('alone'),
]

test('each step stands behind all that it needs', () => {
  expect(inOrder(steps).map(({ code }) => code)).toEqual(['check-a', 'alone', 'merge-a', 'merge-b', 'publish'])
  expect(depthsOf(steps).get('publish')).toBe(2)
})

test('what is run again with a step is all that needs it, however far', () => {
  expect(dependantsOf(steps, 'check-a')).toEqual(['publish', 'merge-a', 'merge-b'])
  expect(dependantsOf(steps, 'publish')).toEqual([])
})

test('a circle or a need that leads nowhere does not stop the drawing', () => {
  const circle = [step('a', 'c'), step('b', 'a'), step('c', 'b', 'nowhere'), step('self', 'self')]
  expect(inOrder(circle)).toHaveLength(4)
  expect(dependantsOf(circle, 'a')).toEqual(['b', 'c'])
})
