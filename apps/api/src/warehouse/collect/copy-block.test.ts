import { expect, it } from 'vitest'
import { copyLine } from './copy-line.ts'

it('writes what COPY reads back: null is not empty, and nothing breaks out of its cell', () => {
  expect(copyLine(['a', null, '', 'x\ty\\N\nz\r', '张'])).toBe('a\t\\N\t\tx\\ty\\\\N\\nz\\r\t张\n')
})
