import { createHash } from 'node:crypto'
import type { BodyOf } from '@rapport/contract/endpoint'
import { isRealDay } from '@rapport/contract/identity/calendar-day'
import { isScore, scales } from '@rapport/contract/service/survey-flow'
import { MOST_ROWS, type surveys } from '@rapport/contract/service/surveys'
import { optionalText } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { type FileRow, RowReader } from '#warehouse/collect/file/row-reader.ts'
import { summaryOf } from './checked-answers.ts'
import { liveVersion, openSurvey } from './survey-rows.ts'

type File = BodyOf<typeof surveys.load>
const REFUSED_SHOWN = 20
const words = optionalText(4000)

const orders = {
  'year-month-day': /^(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})/,
  'day-month-year': /^(?<d>\d{1,2})[-/.](?<m>\d{1,2})[-/.](?<y>\d{4})/,
  'month-day-year': /^(?<m>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>\d{4})/,
} as const

/** A day as the file writes it, with or without a time of day behind it; null for none that there is. */
function dayIn(cell: string, order: File['dates']): string | null {
  const { y, m, d } = orders[order].exec(cell.trim())?.groups ?? {}
  if (!y || !m || !d) return null
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isRealDay(day) ? day : null
}

interface Columns {
  date: number
  score: number
  text: number | null
  topic: number | null
}

/** Where the columns stand; 422 at whichever the file does not have. */
function columnsIn(head: FileRow | undefined, { columns }: File): Columns {
  const names = head?.cells.map((cell) => cell.replace(/^\ufeff/, '').trim()) ?? []
  const at = (field: keyof Columns) => {
    const place = names.indexOf(columns[field] ?? '')
    if (place < 0) throw refusedField(`columns.${field}`, 'survey.no-column')
    return place
  }
  return {
    date: at('date'),
    score: at('score'),
    text: columns.text === null ? null : at('text'),
    topic: columns.topic === null ? null : at('topic'),
  }
}

/**
 * Takes answers over from another tool. They name nobody and are the caller's unit's. A row is known by all that it says and the
 * how-manieth it is that says so: the same file again, or a longer one, brings what is new. Rows that cannot be read are told.
 */
export async function loadAnswers(db: Db, viewer: SignedIn, surveyId: string, file: File) {
  const version = liveVersion(await openSurvey(db, surveyId))
  const scored = version.questions.find(({ code }) => code === file.scoreQuestion)
  if (!scored || !isScore(scored.kind)) throw refusedField('scoreQuestion', 'survey.no-score')
  const written = file.textQuestion === null ? null : version.questions.find(({ code }) => code === file.textQuestion)
  if (written !== null && written?.kind !== 'text') throw refusedField('textQuestion', 'survey.no-text')
  const [lowest, highest] = scales[scored.kind]
  const [head, ...rows] = new RowReader(',').read(file.content, true)
  const at = columnsIn(head, file)
  if (rows.length > MOST_ROWS) throw refusedField('content', 'survey.file-too-long')
  const refused: { line: number; code: string }[] = []
  const times = new Map<string, number>()
  const answers = rows.flatMap(({ cells, fault, line }) => {
    const no = (code: string) => {
      refused.push({ line, code })
      return []
    }
    // A letter of another alphabet costs itself, not the answer.
    if (fault && fault !== 'row.encoding') return no(fault)
    const day = dayIn(cells[at.date] ?? '', file.dates)
    if (day === null) return no('survey.row-day')
    const cell = (cells[at.score] ?? '').trim()
    const score = cell === '' ? null : /^\d{1,2}$/.test(cell) ? Number(cell) : Number.NaN
    if (score !== null && !(score >= lowest && score <= highest)) return no('survey.row-score')
    const text = words.safeParse(at.text === null ? null : (cells[at.text] ?? '').replace(/[^\P{Cc}\t\r\n]/gu, ' '))
    if (!text.success) return no('survey.row-text')
    const given = [
      ...(score === null ? [] : [{ question: scored.code, score, choices: [], text: null }]),
      ...(written && text.data ? [{ question: written.code, score: null, choices: [], text: text.data }] : []),
    ]
    // Whoever wrote something and gave no score has answered too.
    if (given.length === 0) return no('survey.row-score')
    const topic = at.topic === null ? null : (cells[at.topic] ?? '').trim().slice(0, 80) || null
    const said = createHash('sha256').update(JSON.stringify(cells)).digest('base64url')
    const time = (times.get(said) ?? 0) + 1
    times.set(said, time)
    return [
      {
        source_key: `${said} ${time}`,
        answered_on: day,
        topic,
        answers: given,
        ...summaryOf(version.questions, given),
      },
    ]
  })
  const taken = await db.rows(
    'survey-file.take',
    `insert into survey_responses (id, survey_id, version_id, unit_id, source, source_key, answered_on, topic, answers, words, nps, csat, ces)
     select uuid_v7(), $2::uuid, $3::uuid, $4::uuid, 'file', r.* from jsonb_to_recordset($1::jsonb) r (source_key text, answered_on date,
       topic text, answers jsonb, words text, nps smallint, csat smallint, ces smallint)
     on conflict (survey_id, source_key) do nothing returning 1`,
    [JSON.stringify(answers), surveyId, version.id, viewer.described.unit.id],
  )
  return {
    rows: rows.length,
    taken: taken.length,
    known: answers.length - taken.length,
    refused: refused.slice(0, REFUSED_SHOWN),
    refusedRows: refused.length,
  }
}
