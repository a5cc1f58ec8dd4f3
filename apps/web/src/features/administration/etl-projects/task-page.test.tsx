import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type EtlProject, etlProjects } from '@rapport/contract/administration/etl-projects'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anItem } from '#features/administration/collection-items/testing.ts'
import { aProject, aTask } from '#features/administration/etl-runs/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { TaskPage } from './task-page.tsx'

function open(at: string, project: EtlProject = aProject(), items = [anItem()]) {
  answering(etlProjects.list, () => ({ items: [project] }))
  answering(collectionItems.list, () => ({ items }))
  return show(<TaskPage />, { path: '/data-centre/tasks/:id', at })
}
const pick = async (name: string, option: string) => {
  const box = await screen.findByRole('combobox', { name })
  fireEvent.click(box)
  const list = await waitFor(() => document.getElementById(String(box.getAttribute('aria-controls'))) as HTMLElement)
  fireEvent.click(await within(list).findByRole('option', { name: option, hidden: true }))
}
const described = (name: string) =>
  String(screen.getByRole('combobox', { name }).getAttribute('aria-describedby'))
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ')
const STEPS = ['fetch', 'stage', 'check', 'merge'].map((kind) => `${kind}-fills`)
const graph = () =>
  within(screen.getByRole('region', { name: 'Steps and what they need' }))
    .getAllByRole('button')
    .map((button) => button.getAttribute('aria-label'))

test('a task is built from an item: its steps in order, drawn with what they need, and sent', async () => {
  const { router } = open(`/data-centre/tasks/new?project=${idOf(710)}`, aProject({ tasks: [] }))
  const sent = answering(etlProjects.createTask, () => aTask())
  await pick('Add the steps of an item', 'Fills · Counter system')
  fireEvent.click(screen.getByRole('button', { name: 'Add summarise and publish' }))
  expect(graph()).toEqual([
    'fetch-fills: Fetch · Fills',
    'stage-fills: Stage · Fills; needs fetch-fills',
    'check-fills: Check · Fills; needs stage-fills',
    'merge-fills: Merge · Fills; needs check-fills',
    'summarise: Summarise; needs merge-fills',
    'publish: Publish; needs summarise',
  ])
  fireEvent.change(screen.getByRole('textbox', { name: /^Name/ }), { target: { value: 'Evening' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^Code/ }), { target: { value: 'evening' } })
  await pick('Schedule', 'Weekdays')
  expect(screen.getByText(/^weekdays 18:30 in the firm’s time/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Add task' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    code: 'evening',
    name: 'Evening',
    schedule: '30 18 * * 1-5',
    calendar: 'trading-days',
    dueTime: null,
    alertTo: [],
    steps: [...STEPS, 'summarise', 'publish'].map((code) => ({ code })),
  })
  await waitFor(() => expect(router.state.location.pathname).toBe(`/data-centre/tasks/${idOf(700)}`))
})

test('a step is chosen in the graph and edited; only what was changed is sent', async () => {
  open(`/data-centre/tasks/${idOf(700)}`)
  const sent = answering(etlProjects.changeTask, () => aTask())
  fireEvent.click(await screen.findByRole('button', { name: 'fetch-fills: Fetch · Fills' }))
  const step = within(screen.getByRole('group', { name: 'Step fetch-fills' }))
  const code = step.getByRole('textbox', { name: 'Code of the step' })
  fireEvent.change(code, { target: { value: 'collect' } })
  fireEvent.blur(code)
  await waitFor(() => expect(graph()).toEqual(['collect: Fetch · Fills']))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent).toMatchObject([
      { body: { steps: [{ code: 'collect', kind: 'fetch', itemId: idOf(800), needs: [] }] }, ifMatch: '"4"' },
    ]),
  )
  expect(Object.keys(sent[0]?.body as object)).toEqual(['steps'])
})

test('a task that runs after midnight loads the day before, and waits for items of other tasks but never for its own', async () => {
  open(`/data-centre/tasks/${idOf(700)}`, aProject(), [
    anItem(),
    anItem({ id: idOf(801), name: 'Closing prices', code: 'prices' }),
  ])
  const sent = answering(etlProjects.changeTask, () => aTask())
  await pick('Loads', 'The day before')
  await pick('Waits for', 'Closing prices · Counter system')
  expect(screen.queryByRole('option', { name: 'Fills · Counter system', hidden: true })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([{ dayOffset: -1, waitsFor: [idOf(801)] }]))
})

test('what is refused of an item that is waited for is told at the field', async () => {
  open(`/data-centre/tasks/${idOf(700)}`)
  answering(etlProjects.changeTask, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'waitsFor.0', code: 'wait.unknown-item' }] })
  })
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Another' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(described('Waits for')).toContain('There is no such item.'))
  expect(screen.queryByText(/waitsFor/)).toBeNull()
})

test('an address that is none is told at the alarm, and nothing is sent', async () => {
  open(`/data-centre/tasks/${idOf(700)}`, aProject({ tasks: [aTask({ alertTo: ['nobody'] })] }))
  const sent = answering(etlProjects.changeTask, () => aTask())
  fireEvent.click(await screen.findByRole('button', { name: 'Save' }))
  await waitFor(() => expect(described('Alarm to')).toContain('Give an e-mail address such as name@example.com.'))
  expect(sent).toEqual([])
})

test('what the server refuses of the steps is told in words, and nothing typed is lost', async () => {
  open(`/data-centre/tasks/${idOf(700)}`)
  answering(etlProjects.changeTask, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'steps.0.needs', code: 'step.circle' }] })
  })
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Another' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect((await screen.findByRole('alert')).textContent).toContain(
    'fetch-fills: The steps need each other in a circle.',
  )
  expect(screen.getByDisplayValue('Another')).toBeTruthy()
})

test('after somebody else was quicker, the next attempt is made from what is stored now and sends only what was changed here', async () => {
  let version = 4
  answering(etlProjects.list, () => ({ items: [aProject({ tasks: [aTask({ version, dueTime: '08:00' })] })] }))
  const sent = answering(etlProjects.changeTask, ({ ifMatch }) => {
    if (ifMatch !== `"${version}"`) throw new Refuse(412, 'version.stale')
    return aTask()
  })
  answering(collectionItems.list, () => ({ items: [anItem()] }))
  show(<TaskPage />, { path: '/data-centre/tasks/:id', at: `/data-centre/tasks/${idOf(700)}` })
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Another' } })
  version = 5
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  save()
  await waitFor(() => expect(sent).toHaveLength(1))
  await waitFor(() => {
    save()
    expect(sent.at(-1)).toMatchObject({ ifMatch: '"5"', body: { name: 'Another' } })
  })
})
