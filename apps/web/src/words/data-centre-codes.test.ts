import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@rapport/contract/client'
import { permissions } from '@rapport/contract/permissions'
import { expect, test } from 'vitest'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { failureText } from '#features/administration/data-centre/failure.tsx'
import { logText } from '#features/administration/etl-runs/log-text.ts'
import { problemText } from './problem-text.ts'
import { speak, speakOfAllPages } from './words.ts'

const repository = join(import.meta.dirname, '../../../..')
const places = [
  'apps/api/src/warehouse',
  ...[
    'collected-tables',
    'collection-items',
    'data-sources',
    'etl-projects',
    'etl-runs',
    'quality',
    'quality-issues',
    'quality-rules',
  ].map((feature) => `apps/api/src/features/administration/${feature}`),
  'packages/contract/src/administration',
]

/** Words with a dot between them that are no codes: places in a body, locks, checkpoints, tables. A new code is not one of them. */
const others = new Set([
  ...permissions,
  ...['fields.price', 'layout.format', 'layout.trailer', 'mapping.target'],
  ...['settings.condition', 'settings.field', 'settings.kind', 'settings.to'],
  ...['warehouse.collected', 'warehouse.publish', 'warehouse.stage', 'rapport.reason'],
  ...['fetch.found', 'fetch.kept', 'trades.csv', 'trades.csv.ctl'],
])
/** Codes that are put together from parts, with the parts that there are. */
const composed: Record<string, string[]> = {
  'made.${what}': ['customers', 'accounts', 'securities'],
  'run.${end.state}': ['done', 'failed', 'held', 'stopped', 'waiting'],
  'step.${state}': ['failed', 'held', 'stopped'],
  'step.needs-${kind}': ['fetch', 'stage', 'check'],
  'step.before-${late.kind}': ['merge', 'summarise', 'publish'],
  "rule.bound-${isNumber(field) ? 'number' : 'day'}": ['number', 'day'],
}

/** Every text between quotes in the sources of the data centre, with where it stands. */
const quoted = places.flatMap((place) =>
  readdirSync(join(repository, place), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/testing|\.test\.ts$/.test(name))
    .flatMap((name) =>
      readFileSync(join(repository, place, name), 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(\*|\/\/|\/\*|import)/.test(line))
        .flatMap((line) => [...line.matchAll(/'([^'`]*)'|`([^`]*)`/g)].map(([, plain, made]) => plain ?? made ?? ''))
        .map((text) => ({ text, name })),
    ),
)
const plain = quoted
  .map(({ text, name }) => ({ text: text.replace(/:\$\{[^}]*\}$/, ''), name }))
  .filter(({ text }) => /^[a-z][a-z0-9-]+(\.[a-z][a-z0-9-]*)+$/.test(text) && !others.has(text))
const made = Object.entries(composed).flatMap(([code, parts]) => parts.map((part) => code.replace(/\$\{[^}]*\}/, part)))
const codes = [...new Set([...plain.map(({ text }) => text), ...made])].sort()

/** What a person reads of a code nobody wrote words for. */
const untold = (text: string, code: string) => text.includes(code)

test.each(['en', 'zh-CN'] as const)(
  'every code of the data centre that can reach a person has words (%s)',
  async (locale) => {
    await speakOfAllPages()
    await speak(locale)
    const told = (code: string) =>
      [
        failureText(code).what,
        logText({ code, details: {} }),
        problemText(new Refusal(422, { code } as ConstructorParameters<typeof Refusal>[1])).title,
      ].some((text) => !untold(text, code))
    expect(codes.length).toBeGreaterThan(150)
    expect(codes.filter((code) => !told(code))).toEqual([])
    for (const code of ['database.57014', 'fault.epipe']) expect(failureText(code).next).not.toBe(failureText('').next)
  },
)

test('the log has words of its own for each line that is written into it', async () => {
  await speakOfAllPages()
  await speak('en')
  const logged = places.flatMap((place) =>
    readdirSync(join(repository, place), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/testing|\.test\.ts$/.test(name))
      .flatMap((name) => {
        const text = readFileSync(join(repository, place, name), 'utf8')
        const calls = [
          ...text.matchAll(/(?:\blog\(|noteOf\()[^;]*?'(?:info|warning|error)', (?:again \? )?'([a-z.-]+)'/g),
        ]
        const notes = [...text.matchAll(/noteOf\(db, \w+, \w+, '([a-z.-]+)'/g)]
        return [...calls, ...notes].map(([, code]) => code as string)
      }),
  )
  expect(logged.length).toBeGreaterThan(5)
  expect(
    [...logged, ...made.filter((code) => !/^(rule\.|step\.needs-|step\.before-)/.test(code))].filter((code) =>
      untold(logText({ code, details: {} }), code),
    ),
  ).toEqual([])
})

test('every code that is put together is known here with its parts', () => {
  const assembled = quoted.map(({ text }) => text).filter((text) => /^[a-z][a-z-]+\.[a-z-]*\$\{[^}]*\}$/.test(text))
  // Names of fields of a body, and causes that are told by their kind.
  const known = /^(fields|mapping|settings|cells|needs|waits-for|database|fault|warehouse|sources|items|tasks)\./
  expect([...new Set(assembled)].filter((text) => !(text in composed) && !known.test(text))).toEqual([])
})

test('every field of what can be collected has words', () => {
  const folder = join(repository, 'apps/api/src/warehouse/collect/fields')
  const sources = readdirSync(folder, { encoding: 'utf8' }).map((name) => readFileSync(join(folder, name), 'utf8'))
  const fields = sources.flatMap((text) =>
    [...text.matchAll(/name: '(\w+)',\s*type:/g)].map(([, name]) => name as string),
  )
  expect(fields.length).toBeGreaterThan(60)
  expect([...new Set(fields)].filter((name) => fieldWords(name) === name)).toEqual([])
})
