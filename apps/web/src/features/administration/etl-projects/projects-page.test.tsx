import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { etlProjects, ProjectFile } from '@rapport/contract/administration/etl-projects'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anItem } from '#features/administration/collection-items/testing.ts'
import { aProject, aTask } from '#features/administration/etl-runs/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { changesIn } from './project-changes.ts'
import { ProjectsPage } from './projects-page.tsx'

const task = { code: 'daily', name: 'Daily load', steps: [{ code: 'fetch-fills', kind: 'fetch', item: 'fills' }] }
const file = ProjectFile.parse({
  format: 'rapport-etl-project',
  formatVersion: 1,
  code: 'clearing',
  name: 'Clearing',
  note: null,
  sources: [{ code: 'counter', name: 'Counter system', settings: { kind: 'folder', folder: 'counter' } }],
  items: [],
  tasks: [task, { ...task, code: 'night', name: 'Night load' }],
})

function open(at = '/data-centre/projects', projects = [aProject()]) {
  answering(etlProjects.list, () => ({ items: projects }))
  answering(dataSources.list, () => ({ items: [] }))
  answering(collectionItems.list, () => ({ items: [anItem()] }))
  return show(<ProjectsPage />, { path: '/data-centre/projects', at })
}

test('tasks are listed with when they run in words, and a project leaves as a file', async () => {
  open('/data-centre/projects', [
    aProject({ tasks: [aTask(), aTask({ id: idOf(701), name: 'By hand', schedule: null })] }),
  ])
  const [, first, second] = await screen.findAllByRole('row')
  expect(first?.textContent).toContain('weekdays 18:30')
  expect(first?.textContent).toContain('07:30')
  expect(second?.textContent).toContain('by hand only')
  const link = screen.getByRole('link', { name: 'Export file' })
  expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual([
    `/api/etl-projects/${idOf(710)}/file`,
    'clearing.json',
  ])
})

test('a task is paused from the version that was read', async () => {
  open()
  const sent = answering(etlProjects.changeTask, () => aTask({ active: false }))
  fireEvent.click(await screen.findByRole('button', { name: 'Pause: Daily load' }))
  await waitFor(() => expect(sent).toMatchObject([{ body: { active: false }, ifMatch: '"4"' }]))
})

test('a file says what it will make and change before it is sent', async () => {
  open('/data-centre/projects?add=file')
  answering(etlProjects.file, () => ({ ...file, tasks: [{ ...file.tasks[0]!, name: 'Daily' }] }))
  const sent = answering(etlProjects.load, () => aProject())
  const dialog = await screen.findByRole('dialog', { name: 'Load project file' })
  const choose = (text: string) =>
    fireEvent.change(dialog.querySelector('input[type=file]') as HTMLInputElement, {
      target: { files: [new File([text], 'clearing.json')] },
    })
  choose('{"format": "something else"}')
  expect((await within(dialog).findByRole('alert')).textContent).toContain('This is not a project file.')
  choose(JSON.stringify(file))
  expect(await within(dialog).findByText(/is there already and is changed/)).toBeTruthy()
  const rows = within(dialog).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual([
    'SourcecounterCounter systemAs it is',
    'TaskdailyDaily loadChanged',
    'TasknightNight loadNew',
  ])
  expect(sent).toHaveLength(0)
  fireEvent.click(within(dialog).getByRole('button', { name: 'Load' }))
  await waitFor(() => expect(sent[0]?.body).toEqual(JSON.parse(JSON.stringify(file))))
})

test('what is refused of a file is told by the codes of the task and the step', async () => {
  open('/data-centre/projects?add=file')
  answering(etlProjects.file, () => file)
  answering(etlProjects.load, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'tasks.1.steps.0.needs', code: 'step.needs-stage' }] })
  })
  const dialog = await screen.findByRole('dialog', { name: 'Load project file' })
  fireEvent.change(dialog.querySelector('input[type=file]') as HTMLInputElement, {
    target: { files: [new File([JSON.stringify(file)], 'clearing.json')] },
  })
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Load' }))
  expect(await within(dialog).findByText(/^night · fetch-fills: The item must be staged before/)).toBeTruthy()
})

test('what another project has under the same code is told as there already', () => {
  const none = { sources: new Set<string>(), items: new Set<string>(), tasks: new Set(['night']) }
  expect(changesIn(file, undefined, none).map(({ code, effect }) => [code, effect])).toEqual([
    ['counter', 'new'],
    ['daily', 'new'],
    ['night', 'known'],
  ])
})

test('without projects it is said what one is, and whoever may only read is offered no change', async () => {
  answering(etlProjects.list, () => ({ items: [] }))
  show(<ProjectsPage />, { viewer: aViewer({ permissions: ['data-centre.read'] }) })
  expect(await screen.findByText('No projects yet')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Add project' })).toBeNull()
})
