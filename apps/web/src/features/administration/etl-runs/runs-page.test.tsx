import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { type EtlRun, etlRuns, type LogLine } from '@rapport/contract/administration/etl-runs'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { streaming } from '#testing/streaming.ts'
import { RunsPage } from './runs-page.tsx'
import { aProject, aRun, aStep, withSteps } from './testing.ts'

function open(at = '/data-centre', runs: EtlRun[] = [aRun(1)]) {
  const stream = streaming()
  answering(etlProjects.list, () => ({ items: [aProject()] }))
  const asked = answering(etlRuns.list, () => ({ items: runs, total: runs.length, next: null }))
  return { ...show(<RunsPage />, { path: '/data-centre', at }), asked, stream }
}

test('the console begins with the runs of today and says how each stands', async () => {
  const { asked } = open()
  const row = within((await screen.findByText('Daily load')).closest('[role=row]') as HTMLElement)
  expect(asked[0]?.query).toEqual({ businessDate: '2026-11-20' })
  for (const said of ['Done', '6 / 6', '9,876', '3', '2.0 ×', '1 min 20 sec'])
    expect(row.getByText(said), said).toBeTruthy()
  expect(screen.getByText('1 run')).toBeTruthy()
})

test('a day and filters of the address are what is asked for', async () => {
  const { asked } = open(`/data-centre?day=2026-11-18&state=failed&taskId=${idOf(700)}`)
  await screen.findByText('State is Failed')
  expect(asked[0]?.query).toEqual({ businessDate: '2026-11-18', state: 'failed', taskId: idOf(700) })
  expect(await screen.findByText('Task is Daily load')).toBeTruthy()
})

test('a change is shown as it is told, and a broken stream is said and asked for again', async () => {
  const { asked, stream } = open('/data-centre', [aRun(1, { state: 'running', finishedAt: null, stepsDone: 2 })])
  await screen.findByText('2 / 6')
  expect(stream()?.url).toBe('/api/etl-runs/changes')
  act(() => stream()?.open())
  expect(await screen.findByText('Live')).toBeTruthy()
  act(() => stream()?.tell('run', aRun(1, { state: 'running', finishedAt: null, stepsDone: 5 })))
  expect(await screen.findByText('5 / 6')).toBeTruthy()
  const before = asked.length
  act(() => stream()?.breakOff())
  expect(await screen.findByText('Not live: asked again every 5 seconds')).toBeTruthy()
  await waitFor(() => expect(asked.length).toBeGreaterThan(before), { timeout: 9000 })
})

test('a run that appears is asked for: the server says where it belongs', async () => {
  const { asked, stream } = open()
  await screen.findByText('Daily load')
  const before = asked.length
  act(() => stream()?.tell('run', aRun(2)))
  await waitFor(() => expect(asked.length).toBeGreaterThan(before))
})

const held = withSteps(aRun(1, { state: 'held', failure: 'totals.differ', stepsDone: 2 }), [
  aStep('merge-fills', { kind: 'merge', needs: ['check-fills'], state: 'waiting', startedAt: null, finishedAt: null }),
  aStep('check-fills', {
    kind: 'check',
    needs: ['fetch-fills'],
    state: 'held',
    rowsIn: 9875,
    refused: 2,
    failure: 'totals.differ',
    differences: [
      { what: 'rows', declared: '9876', found: '9875', difference: '1' },
      { what: 'amount', declared: '215640338.20', found: '215614271.6400', difference: '26066.56' },
    ],
  }),
  aStep('fetch-fills'),
])

const said: LogLine[] = [
  {
    id: idOf(900),
    at: '2026-11-20T10:30:05Z',
    step: 'check-fills',
    level: 'warning',
    code: 'step.again',
    details: { cause: 'pull.away', tries: 2, seconds: 30 },
  },
  { id: idOf(901), at: '2026-11-20T10:31:00Z', step: null, level: 'info', code: 'quite.new', details: { rows: 3 } },
]

async function openHeld() {
  answering(etlRuns.open, () => held)
  answering(etlRuns.log, () => ({ items: said, total: 2, next: null }))
  open(
    `/data-centre?run=${idOf(601)}`,
    [held].map(({ stepRuns: _, ...run }) => run),
  )
  return within(await screen.findByRole('complementary', { name: 'Daily load · 2026-11-20' }))
}

test('a run beside the list: steps behind what they need, what went wrong, what to do, totals that differ', async () => {
  const panel = await openHeld()
  const steps = (await panel.findAllByRole('listitem')).filter((item) => item.querySelector('strong'))
  expect(steps.slice(0, 3).map((item) => item.querySelector('strong')?.textContent)).toEqual([
    'fetch-fills',
    'check-fills',
    'merge-fills',
  ])
  // What to do stands once, at the head; the step says only what it was.
  expect(panel.getByRole('alert').textContent).toContain('Ask the source for the file again')
  expect(within(steps[1] as HTMLElement).getByText('What was found is not what the sender declares.')).toBeTruthy()
  const totals = within(panel.getByRole('table', { name: 'Control totals that differ' }))
  expect(totals.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'TotalDeclaredFoundDeclared − found',
    'Rows9,8769,875+1',
    'Sum of Amount215,640,338.20215,614,271.64+26,066.56',
  ])
  expect(panel.getByText('Waits for check-fills')).toBeTruthy()
})

test('from a step that refused rows a link leads to these rows', async () => {
  const panel = await openHeld()
  const link = await panel.findByRole('link', { name: 'Look at the rows' })
  expect(link.getAttribute('href')).toBe(`/data-centre/quality?view=rows&itemId=${idOf(800)}&businessDate=2026-11-20`)
})

test('the log speaks in words, and a line that has none is still told whole', async () => {
  const panel = await openHeld()
  expect(await panel.findByText('Tried again in 30 seconds (try 2): The source cannot be reached.')).toBeTruthy()
  expect(panel.getByText('quite.new (rows 3)')).toBeTruthy()
})

test('running again from a step names the steps that follow, and then asks for it', async () => {
  const panel = await openHeld()
  const sent = answering(etlRuns.rerunStep, () => held)
  fireEvent.click(await panel.findByRole('button', { name: 'Re-run from here: check-fills' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Re-run check-fills of 2026-11-20?' }))
  expect(dialog.getByText('It runs again, and after it the steps that need it: merge-fills.')).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: 'Re-run 2 steps' }))
  await waitFor(() => expect(sent[0]?.address).toBe(`/api/etl-runs/${idOf(601)}/steps/check-fills/rerun`))
  expect(panel.getByRole('button', { name: 'Re-run this step: merge-fills' })).toBeTruthy()
})

test('stopping says what becomes of what is half done', async () => {
  const running = withSteps(aRun(1, { state: 'running', finishedAt: null }), [aStep('fetch-fills')])
  answering(etlRuns.open, () => running)
  answering(etlRuns.log, () => ({ items: [], total: 0, next: null }))
  const sent = answering(etlRuns.stop, () => running)
  open(`/data-centre?run=${idOf(601)}`)
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Stop Daily load of 2026-11-20?' }))
  expect(dialog.getByText(/did not publish is undone/)).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: 'Stop' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(screen.queryByRole('button', { name: /Re-run/ })).toBeNull()
})

test('a range says how many days it is before it is asked for, and is shown whole afterwards', async () => {
  const { router } = open(`/data-centre?start=new&task=${idOf(700)}`)
  const sent = answering(etlRuns.start, () => ({ items: [aRun(2), aRun(3)] }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Run a task' }))
  expect(await dialog.findByText('It will run for one day.')).toBeTruthy()
  const day = (label: RegExp, value: string) => {
    const input = dialog.getByLabelText(label)
    fireEvent.change(input, { target: { value } })
    fireEvent.blur(input)
  }
  day(/^Business date/, '2026-11-02')
  day(/^Until/, '2026-11-20')
  expect(await dialog.findByText(/^These are 19 days/)).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: 'Run' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ taskId: idOf(700), from: '2026-11-02', to: '2026-11-20' }))
  await waitFor(() => expect(router.state.location.search).toBe(`?day=all&taskId=${idOf(700)}`))
})

test('a day that is under way already is told in words', async () => {
  open(`/data-centre?start=new&task=${idOf(700)}`)
  answering(etlRuns.start, () => {
    throw new Refuse(409, 'run.under-way', { details: { businessDate: '2026-11-20' } })
  })
  const dialog = within(await screen.findByRole('dialog', { name: 'Run a task' }))
  fireEvent.click(await dialog.findByRole('button', { name: 'Run' }))
  expect((await dialog.findByRole('alert')).textContent).toContain('waiting or under way for 2026-11-20')
})

test('an administrator of a firm that collects nothing yet is led to where one begins', async () => {
  streaming()
  answering(etlProjects.list, () => ({ items: [] }))
  answering(etlRuns.list, () => ({ items: [], total: 0, next: null }))
  show(<RunsPage />)
  expect(await screen.findByText('Nothing is collected yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Begin with a source' }).getAttribute('href')).toBe('/data-centre/sources')
})

test('who may only look is offered nothing to run, and who may not look sees nothing', async () => {
  streaming()
  answering(etlProjects.list, () => ({ items: [aProject()] }))
  answering(etlRuns.list, () => ({ items: [], total: 0, next: null }))
  const { unmount } = show(<RunsPage />, { viewer: aViewer({ permissions: ['data-centre.read'] }) })
  expect(await screen.findByText('No runs here')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Run a task' })).toBeNull()
  unmount()
  show(<RunsPage />, { viewer: aViewer({ permissions: [] }) })
  expect(await screen.findByText('You may not open this page')).toBeTruthy()
})
