import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { filesIn, takeFromFolder } from './folder.ts'

const root = mkdtempSync(join(tmpdir(), 'rapport-drop-'))
const dropDir = join(root, 'drop')
const collecting = { dropDir, pullHosts: [] }
beforeEach(() => {
  rmSync(dropDir, { recursive: true, force: true })
  mkdirSync(join(dropDir, 'counter'), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true }))

const drop = (name: string, text: string, secondsOld = 0) => {
  const path = join(dropDir, 'counter', name)
  writeFileSync(path, text)
  const at = new Date(Date.now() - secondsOld * 1000)
  utimesSync(path, at, at)
  return path
}
const take = async (pattern: string, { side = null as string | null, folder = 'counter', settleMs = 30 } = {}) => {
  const found = await takeFromFolder(collecting, { folder, pattern, side, settleMs })
  if (!found) return null
  const parts: Buffer[] = []
  for await (const part of found.bytes) parts.push(part)
  return [found.name, Buffer.concat(parts).toString(), found.side?.toString()]
}
const code = (code: string) => expect.objectContaining({ code })

it('takes the newest file of that name', async () => {
  drop('trades-20261120-1.csv', 'first', 60)
  drop('trades-20261120-2.csv', 'second', 30)
  drop('trades-20261119-9.csv', 'yesterday', 10)
  expect(await take('trades-20261120-*.csv')).toEqual(['trades-20261120-2.csv', 'second', undefined])
  expect(await take('trades-20261121-*.csv')).toBeNull()
  expect(await take('trades.20261120.1.csv')).toBeNull()
})

it('leaves a file alone while it grows, and one under way', async () => {
  const path = drop('day.csv', 'half')
  const writing = setInterval(() => appendFileSync(path, 'more'), 5)
  expect(await take('day.csv')).toBeNull()
  clearInterval(writing)
  expect((await take('day.csv'))?.[0]).toBe('day.csv')
  drop('late.csv.part', 'x')
  drop('.late.csv', 'x')
  expect(await take('*late*')).toBeNull()
})

it('waits for the side file, which shows that the file is whole', async () => {
  drop('day.csv', 'rows')
  expect(await take('day.*', { side: '.ctl' })).toBeNull()
  drop('day.csv.ctl', 'rows=1')
  expect(await take('day.*', { side: '.ctl' })).toEqual(['day.csv', 'rows', 'rows=1'])
})

it('follows no link, neither of a file nor of a folder that leads out', async () => {
  writeFileSync(join(root, 'secret.csv'), 'secret')
  symlinkSync(join(root, 'secret.csv'), join(dropDir, 'counter', 'link.csv'))
  expect(await take('link.csv')).toBeNull()
  expect((await filesIn(collecting, 'counter')).entries).toEqual([])
  mkdirSync(join(root, 'elsewhere'), { recursive: true })
  symlinkSync(join(root, 'elsewhere'), join(dropDir, 'out'))
  await expect(take('x', { folder: 'out' })).rejects.toEqual(code('folder.outside'))
  await expect(take('x', { folder: '../elsewhere' })).rejects.toEqual(code('folder.outside'))
  await expect(take('x', { folder: 'nowhere' })).rejects.toEqual(code('folder.missing'))
})
