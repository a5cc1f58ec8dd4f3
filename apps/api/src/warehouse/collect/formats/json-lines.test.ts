import { expect, it } from 'vitest'
import { cellsOf, collected } from '#warehouse/collect/testing.ts'

const layoutOf = (...paths: string[]) =>
  ({ format: 'json-lines', columns: paths.map((path) => ({ name: path, path })) }) as const

it('reads a cell for each path, numbers with all their digits', async () => {
  const lines = [
    '{"no":"1","leg":{"qty":[100,"x"]},"amount":215640338.20,"big":12345678901234567890.12,"yes":true}',
    '{"no":"2 \\"12345678901234567\\"","big":1.5e-3,"leg":null}',
  ]
  const found = await collected(lines.join('\r\n'), layoutOf('no', 'leg.qty.0', 'amount', 'big', 'yes'), 5)
  expect(cellsOf(found)).toEqual([
    ['1', '100', '215640338.20', '12345678901234567890.12', 'true'].map((cell, i) => (i === 2 ? '215640338.20' : cell)),
    ['2 "12345678901234567"', '', '', '1.5e-3', ''],
  ])
})

it('does no harm by the names of its keys', async () => {
  const line = '{"__proto__":{"polluted":"1"},"constructor":{"prototype":{"polluted":"2"}},"a":"3"}'
  const found = await collected(line, layoutOf('a', 'polluted', '__proto__.polluted', 'constructor.name', 'toString'))
  expect(cellsOf(found)).toEqual([['3', '', '1', '', '']])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

it('refuses the line that is no object, and reads on', async () => {
  const huge = `{"a":"${'x'.repeat(300_000)}"}`
  const file = [
    '{"a":1}',
    '[1]',
    '{"a":',
    '',
    '"x"',
    huge,
    '{"a":2}',
    '{"a":"\\u0000"}',
    `${'['.repeat(100_000)}`,
  ].join('\n')
  expect(cellsOf(await collected(file, layoutOf('a')))).toEqual([
    ['1'],
    'row.not-an-object',
    'row.json',
    'row.not-an-object',
    'row.too-large',
    ['2'],
    'row.zero-character',
    'row.json',
  ])
})
