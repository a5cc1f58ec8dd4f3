import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { Fault } from './convert.ts'
import { dayOf } from './days.ts'
import { instantOf, Zone } from './instants.ts'
import { isDayFormat } from './time-format.ts'

const said = (found: string | Fault | null) => (found instanceof Fault ? found.code : found)

it('reads days that begin with the year, and refuses what is none', () => {
  const day = dayOf(null)
  const found = Object.entries({
    '2024-3-5': '2024-03-05',
    '2024/03/05': '2024-03-05',
    '2024.3.5 00:00:00': '2024-03-05',
    '20240305': '2024-03-05',
    '20240305 09:30': '2024-03-05',
    '2024-03-05T09:30:00+08:00': '2024-03-05',
    '2024年3月5日': '2024-03-05',
    '2024-02-29': '2024-02-29',
    '2023-02-29': 'day.unreal',
    '1899-12-31': 'day.unreal',
    '20241301': 'day.unreal',
    '05.03.2024': 'day.shape',
    '0': null,
    '00000000': null,
    '0000-00-00': null,
    'N/A': null,
    soon: 'day.shape',
  })
  expect(found.map(([text]) => [text, said(day(text))])).toEqual(found)
})

it('reads days and instants by the format that is named', () => {
  const day = (format: string, text: string, pivot = 70) => said(dayOf({ format, pivot })(text))
  expect(day('YYMMDD', '931107 00:00:00')).toBe('1993-11-07')
  expect(day('YYMMDD', '690101')).toBe('2069-01-01')
  expect(day('YYMMDD', '690101', 30)).toBe('1969-01-01')
  expect(day('M/D/YYYY', '3/19/2015')).toBe('2015-03-19')
  expect(day('DD.MM.YYYY', '05.03.2024')).toBe('2024-03-05')
  expect(day('DD.MM.YYYY', '05x03x2024')).toBe('day.shape')
  expect(day('YYYY年M月D日', '2024年3月5日')).toBe('2024-03-05')
  expect(day('DD.MM.YYYY', '31.02.2024')).toBe('day.unreal')
  const at = (format: string, text: string) => said(instantOf(new Zone('Asia/Shanghai'), { format, pivot: 70 })(text))
  expect(at('YYYYMMDDHHmmssSSS', '20240305093015123')).toBe('2024-03-05T01:30:15.123Z')
  expect(at('DD/MM/YYYY H:mm', '05/03/2024 9:30')).toBe('2024-03-05T01:30:00.000Z')
  expect(at('DD/MM/YYYY H:mm', '05/03/2024 9:30 +0100')).toBe('2024-03-05T08:30:00.000Z')
  expect(at('DD/MM/YYYY H:mm', '05/03/2024 24:30')).toBe('time.shape')
  expect(at('DD/MM/YYYY', '05/03/2024')).toBe('2024-03-05T07:00:00.000Z')
  const formats = ['YYYYMMDD', 'D.M.YY', 'YYYY-MM', 'HH:mm', 'YYYYYY', 'YYYYMMDDMM', 'YYYYMMDDx']
  expect(formats.map(isDayFormat)).toEqual([true, true, false, false, false, false, true])
})

it('stands each local time at the instant that its zone’s rules say, also where clocks are changed', () => {
  const changes = [
    ['Asia/Shanghai', '1986-05-04'],
    ['Europe/Rome', '2024-03-31'],
    ['Europe/Rome', '2024-10-27'],
    ['America/New_York', '2024-11-03'],
    ['Australia/Lord_Howe', '2024-04-07'],
    ['Asia/Kolkata', '2024-01-01'],
    // A day that was left out: who sat west of the date line sat east of it the next morning.
    ['Pacific/Apia', '2011-12-30'],
  ] as const
  for (const [name, on] of changes) {
    const zone = new Zone(name)
    const read = instantOf(zone, null)
    for (let minute = -3000; minute < 4500; minute += 15) {
      const local = new Date(Date.parse(on) + minute * 60_000).toISOString().slice(0, 19)
      const zoned = Temporal.PlainDateTime.from(local).toZonedDateTime(name)
      const instant = new Date(zoned.epochMilliseconds).toISOString()
      expect(said(read(local)), `${name} ${local}`).toBe(instant)
      expect(zone.dayOf(instant)).toBe(zoned.toPlainDate().toString())
    }
  }
  expect(() => new Zone('Mars/Base')).toThrow(RangeError)
})
