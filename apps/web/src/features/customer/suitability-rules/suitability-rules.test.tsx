import { type SuitabilityRules, suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { RulesVersionPage } from './rules-version-page.tsx'
import { SuitabilityRulesPage } from './suitability-rules-page.tsx'

const rules: SuitabilityRules = {
  ...{ id: idOf(1), version: 3, regime: 'csrc', number: 2, name: 'Ours', nameZh: '本公司规则', state: 'draft' },
  ...{ effectiveFrom: null, inForce: false, tests: 1, madeBy: { id: idOf(4), name: 'Li Na' } },
  ...{ madeAt: '2026-11-20T04:00:00.000Z', approvedBy: null, liveAt: null },
  definition: {
    retentionYears: 20,
    classes: [
      { code: 'C1-min', highestGrade: 1, hardStop: true },
      { code: 'C2', highestGrade: 2, hardStop: false },
    ],
    tests: [
      {
        ...{ code: 'matching', investors: ['ordinary'], initiatives: ['customer'], complex: null, assessed: true },
        ...{ dimensions: ['risk', 'term'], onMismatch: 'confirm', licence: 'investment-adviser' },
        steps: {
          match: [{ code: 'match-opinion' }],
          mismatch: [{ code: 'risk-warning', seconds: 15 }, { code: 'mismatch-confirmation' }],
          fromGrade: [{ grade: 5, steps: [{ code: 'cooling-off', hours: 24 }, { code: 'call-back' }] }],
        },
      },
    ],
  },
}
const { definition, ...row } = rules
const draft = { regime: 'csrc' as const, name: 'Ours', nameZh: '本公司规则', definition }
const compliance = aViewer({ permissions: ['customer.read', 'suitability.approve'] })
const office = aViewer({ permissions: ['customer.read', 'suitability.configure'] })
const version = { path: '/suitability-rules/:id', at: `/suitability-rules/${idOf(1)}` }
const drafting = { path: '/suitability-rules', at: '/suitability-rules?view=draft', viewer: office }

test('versions say which is in force, and only who may draft is offered a new one', async () => {
  const live = { ...row, id: idOf(2), number: 1, state: 'live' as const, effectiveFrom: '2026-01-05' }
  answering(suitabilityRules.list, () => ({
    items: [row, { ...live, inForce: true }, { ...live, id: idOf(3), regime: 'mifid-ii' as const }],
  }))
  show(<SuitabilityRulesPage />, { viewer: compliance })
  expect((await screen.findByText('In force')).closest('tr')?.textContent).toContain('CSRC')
  expect(screen.getByText('Followed by another').closest('tr')?.textContent).toContain('MiFID II')
  expect(screen.getByText('Draft')).toBeTruthy()
  expect(screen.queryByText('New version')).toBeNull()
})

test('a version says what each class may buy and which steps come when, and goes into force from a day', async () => {
  answering(suitabilityRules.open, () => rules)
  const sent = answering(suitabilityRules.goLive, () => ({ ...rules, state: 'live' as const }))
  show(<RulesVersionPage />, { ...version, viewer: compliance })
  expect((await screen.findByText('Nothing above, whoever asks')).closest('li')?.textContent).toContain('R1')
  expect(screen.getByText(/at least 24 hours/).textContent).toBe('Time to think (at least 24 hours) → Call-back')
  fireEvent.click(screen.getByRole('button', { name: 'Put into force' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Put into force' }))
  await waitFor(() => expect(sent[0]).toMatchObject({ body: { effectiveFrom: compliance.today }, ifMatch: '"3"' }))
})

test('who wrote a draft is told that somebody else puts it into force', async () => {
  answering(suitabilityRules.open, () => ({ ...rules, madeBy: { id: compliance.id, name: 'Me' } }))
  show(<RulesVersionPage />, { ...version, viewer: compliance })
  await screen.findByText('You wrote this draft. Somebody else puts it into force.')
  expect(screen.getByRole('button', { name: 'Put into force' }).hasAttribute('disabled')).toBe(true)
})

const choose = (container: HTMLElement, content: string) => {
  const file = new File([content], 'rules.json', { type: 'application/json' })
  fireEvent.change(container.ownerDocument.querySelector('input[type=file]')!, { target: { files: [file] } })
}

test('a file becomes a draft, and writes the one anew that is being written', async () => {
  answering(suitabilityRules.list, () => ({ items: [row] }))
  const anew = answering(suitabilityRules.redraft, () => rules)
  const { container } = show(<SuitabilityRulesPage />, drafting)
  await screen.findByText(/Download a version/)
  choose(container, '{"regime":"csrc"}')
  await screen.findByText('These are no rules as they are downloaded here.')
  choose(container, JSON.stringify(draft))
  await screen.findByText(/1 test read · the draft of this regime is written anew/)
  fireEvent.click(screen.getByRole('button', { name: 'Keep as a draft' }))
  await waitFor(() => expect(anew[0]).toMatchObject({ body: draft, ifMatch: '"3"' }))
})

test('of a regime without a draft a file is the next version', async () => {
  answering(suitabilityRules.list, () => ({ items: [] }))
  const made = answering(suitabilityRules.draft, () => rules)
  const { container } = show(<SuitabilityRulesPage />, drafting)
  await screen.findByText(/Download a version/)
  choose(container, JSON.stringify(draft))
  fireEvent.click(await screen.findByRole('button', { name: 'Keep as a draft' }))
  await waitFor(() => expect(made[0]?.body).toEqual(draft))
})
