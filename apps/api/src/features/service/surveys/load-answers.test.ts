import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BodyOf } from '@rapport/contract/endpoint'
import { surveys } from '@rapport/contract/service/surveys'
import { repositoryRoot } from '@rapport/database/repository-root'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type Surveys, startSurveys } from './testing.ts'

let all: Surveys
beforeAll(async () => {
  all = await startSurveys()
})
afterAll(() => all.api.close())

type File = BodyOf<typeof surveys.load>
const fresh = () =>
  all.live({}, { items: [all.item('nps'), all.item('reason', { required: false })] }).then(({ id }) => id)
const load = (id: string, content: string, more: Partial<File> = {}) =>
  all.ho.call(surveys.load, {
    params: { id },
    body: {
      content,
      columns: { date: 'day', score: 'score', text: 'words', topic: 'kind' },
      dates: 'year-month-day',
      scoreQuestion: 'nps',
      textQuestion: 'reason',
      ...more,
    },
  })
const results = (id: string) => all.ho.call(surveys.results, { params: { id } })

describe('answers of another tool', () => {
  const head = 'day,kind,score,words\n'
  const rows = '2026-10-01,开户,10,很好\n2026-10-02,开户,3,"等了三天,\n没人理"\n2026-10-02,交易,8,\n'

  it('are taken once: the same file again brings nothing, a longer one what is new, and two alike are two', async () => {
    const id = await fresh()
    expect(await load(id, head + rows)).toEqual({ rows: 3, taken: 3, known: 0, refused: [], refusedRows: 0 })
    expect(await load(id, head + rows)).toMatchObject({ taken: 0, known: 3 })
    const alike = '2026-10-03,交易,9,好\n2026-10-03,交易,9,好\n'
    expect(await load(id, head + rows + alike)).toMatchObject({ taken: 2, known: 3 })
    const { items } = await all.ho.call(surveys.answers, { params: { id }, query: { q: '没人理' } })
    expect(items).toMatchObject([{ customer: null, topic: '开户', nps: 3, answeredOn: '2026-10-02', taskId: null }])
    expect((await results(id)).answers).toBe(5)
  })

  it('that cannot be read are told with their line, and the others taken, also of who only wrote something', async () => {
    const id = await fresh()
    const bad = '2026-02-30,x,5,a\nsoon,x,5,a\n2026-10-05,x,11,a\n2026-10-05,x,,\n2026-10-05,x,7,a\n2026-10-05,x,,a\n'
    expect(await load(id, head + bad)).toEqual({
      rows: 6,
      taken: 2,
      known: 0,
      refusedRows: 4,
      refused: [
        { line: 2, code: 'survey.row-day' },
        { line: 3, code: 'survey.row-day' },
        { line: 4, code: 'survey.row-score' },
        { line: 5, code: 'survey.row-score' },
      ],
    })
  })

  it('keep an answer of which a letter cannot be read', async () => {
    const id = await fresh()
    expect(await load(id, `${head}2026-10-05,x,7,caf\ufffd\n`)).toMatchObject({ taken: 1, refusedRows: 0 })
  })

  it('write days in whatever order is said', async () => {
    const id = await fresh()
    await load(id, `${head}7/4/2018 13:37,x,9,a\n`, { dates: 'day-month-year' })
    await load(id, `${head}7/4/2018,x,9,b\n`, { dates: 'month-day-year' })
    const { items } = await all.ho.call(surveys.answers, { params: { id } })
    expect(items.map(({ answeredOn }) => answeredOn)).toEqual(['2018-07-04', '2018-04-07'])
  })

  it('need the columns that are named, and questions of the live version that fit', async () => {
    const id = await fresh()
    const columns = { date: 'day', score: 'rating', text: null, topic: null }
    expect(await refusalOf(load(id, head + rows, { columns }))).toEqual([422, 'survey.no-column'])
    expect(await refusalOf(load(id, head + rows, { scoreQuestion: 'reason' }))).toEqual([422, 'survey.no-score'])
    expect(await refusalOf(load(id, head + rows, { textQuestion: 'nps' }))).toEqual([422, 'survey.no-text'])
  })
})

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
const file = join(folder, 'nps/nps_verbatims.csv')
describe.skipIf(!existsSync(file))('1,872 real answers', () => {
  it('are all taken, and NPS by month is what the file says', async () => {
    const content = readFileSync(file, 'utf8')
    const id = await fresh()
    const columns = { date: 'response_date', score: 'nps_score', text: 'text', topic: 'survey_sub_type' }
    const told = await load(id, content, { columns, dates: 'day-month-year' })
    expect(told).toMatchObject({ rows: 1872, taken: 1872, refusedRows: 0 })
    // Counted from the text of the file by its own words for each answer, not by ours for scores.
    const months = new Map<string, { n: number; points: number }>()
    const row = /^\d\d\/(\d\d)\/(\d{4}) \d\d:\d\d,[^,]*,(Promoter|Passive|Detractor),\d/gm
    for (const [, month, year, rating] of content.matchAll(row)) {
      const sum = months.get(`${year}-${month}`) ?? { n: 0, points: 0 }
      months.set(`${year}-${month}`, {
        n: sum.n + 1,
        points: sum.points + (rating === 'Promoter' ? 1 : rating === 'Detractor' ? -1 : 0),
      })
    }
    const expected = [...months]
      .sort()
      .map(([month, { n, points }]) => [month, n, n < 10 ? null : ((100 * points) / n).toFixed(6)])
    expect(expected.length).toBeGreaterThan(3)
    const answered = await results(id)
    expect(answered.months.map(({ month, scores: [nps] }) => [month, nps!.n, nps!.value?.toFixed(6) ?? null])).toEqual(
      expected,
    )
  })
})
