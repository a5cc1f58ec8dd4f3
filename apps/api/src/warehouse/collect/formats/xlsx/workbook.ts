import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { readXmlPart } from './xml-part.ts'
import type { Zip } from './zip.ts'

const MOST_SHEETS = 1_000
/** Excel itself allows 65,490. */
const MOST_STYLES = 65_490
const MOST_STRINGS = 1_048_576
/** Characters of all shared strings together, a few hundred megabytes in memory at the worst. */
const MOST_CHARACTERS = 48 * 1024 * 1024

export interface Workbook {
  /** The part that holds the sheet. */
  sheet: string
  /** Days count from 1904, as on old Macintoshes. */
  from1904: boolean
  strings: string[]
  /** Which cell styles show a number as a day or a time. */
  dated: boolean[]
}

export async function openWorkbook(zip: Zip, wanted: string | number): Promise<Workbook> {
  if (!zip.has('xl/workbook.xml')) throw new CannotRead('xlsx.not-one')
  const { sheets, from1904 } = await sheetsOf(zip)
  const found = typeof wanted === 'number' ? sheets[wanted - 1] : sheets.find(({ name }) => name === wanted)
  if (!found)
    throw new CannotRead('xlsx.no-such-sheet', {
      sheets: sheets
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 300),
    })
  const targets = await relationsOf(zip)
  const target = targets.get(found.relation)
  if (target === undefined) throw new CannotRead('xlsx.no-such-sheet')
  const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  const strings = zip.has('xl/sharedStrings.xml') ? await stringsOf(zip) : []
  const dated = zip.has('xl/styles.xml') ? await datedStyles(zip) : []
  return { sheet, from1904, strings, dated }
}

async function sheetsOf(zip: Zip) {
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  await readXmlPart(zip.read('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      if (sheets.length >= MOST_SHEETS) throw new CannotRead('xlsx.entries')
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes.name ?? '', relation })
    },
  })
  return { sheets, from1904 }
}

async function relationsOf(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await readXmlPart(zip.read('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      if (targets.size >= MOST_SHEETS * 2) throw new CannotRead('xlsx.entries')
      targets.set(attributes.Id ?? '', attributes.Target ?? '')
    },
  })
  return targets
}

async function stringsOf(zip: Zip): Promise<string[]> {
  const strings: string[] = []
  let now: string | null = null
  let within = false
  let characters = 0
  await readXmlPart(zip.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') now = ''
      // How a word is to be pronounced stands beside it and is no part of it.
      else if (name === 'rPh') now = now === null ? null : `${now}\0`
      else if (name === 't') within = true
    },
    text(text) {
      if (!within || now === null || now.endsWith('\0')) return
      now += text
      characters += text.length
      if (characters > MOST_CHARACTERS) throw new CannotRead('xlsx.strings')
    },
    close(name) {
      if (name === 't') within = false
      else if (name === 'rPh') now = now === null ? null : now.slice(0, -1)
      else if (name === 'si') {
        if (strings.length >= MOST_STRINGS) throw new CannotRead('xlsx.strings')
        strings.push(now ?? '')
        now = null
      }
    },
  })
  return strings
}

/** Excel's own formats of days and times. */
const isDateId = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** A format shows a day or a time when one of its letters stands outside of quotes, colours and escapes. */
const isDateCode = (code: string) =>
  /[dmyhs年月日]/i.test(
    code
      .slice(0, 255)
      .replace(/"[^"]*"|\\.|_.|\*./g, '')
      .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
      .replace(/general/gi, ''),
  )

async function datedStyles(zip: Zip): Promise<boolean[]> {
  const codes = new Map<number, boolean>()
  const dated: boolean[] = []
  let within = false
  const bounded = (size: number) => {
    if (size > MOST_STYLES) throw new CannotRead('xlsx.styles')
  }
  await readXmlPart(zip.read('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') {
        codes.set(Number(attributes.numFmtId), isDateCode(attributes.formatCode ?? ''))
        bounded(codes.size)
      } else if (name === 'cellXfs') within = true
      else if (name === 'xf' && within) {
        const id = Number(attributes.numFmtId ?? 0)
        dated.push(codes.get(id) ?? isDateId(id))
        bounded(dated.length)
      }
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return dated
}
