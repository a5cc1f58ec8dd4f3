import { units } from '@rapport/contract/administration/organisation'
import { type Task, tasks } from '@rapport/contract/service/tasks'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { TasksPage } from './tasks-page.tsx'

const task = (n: number, over: Partial<Task> = {}): Task => ({
  id: idOf(n),
  version: 1,
  kind: 'moment',
  aboutId: null,
  code: 'M07',
  title: `Large withdrawal ${n}`,
  details: 'Say hello',
  titleZh: null,
  detailsZh: null,
  customer: { id: idOf(100 + n), name: `Customer ${n}`, customerNo: `C${n}` },
  unit: { id: idOf(2), name: 'Branch 1' },
  assignee: { id: idOf(1), name: 'Li Na' },
  necessity: 'must',
  priority: 2,
  skill: null,
  channel: 'phone',
  state: 'assigned',
  occurredOn: '2026-11-19',
  late: false,
  notBefore: null,
  dueAt: '2026-11-20T09:30:00.000Z',
  overdue: false,
  attempts: 0,
  startedAt: null,
  doneAt: null,
  doneBy: null,
  outcome: null,
  feedback: null,
  note: null,
  effective: null,
  mine: true,
  ...over,
})

function open(at: string, items: Task[], viewer = aViewer()) {
  answering(units.list, () => ({ items: [] }))
  answering(tasks.history, () => ({ items: [] }))
  answering(tasks.open, ({ address }) => items.find(({ id }) => address.endsWith(id))!)
  answering(tasks.counts, () => ({ mine: 3, must: 2, may: 1, overdue: 1, pool: 7 }))
  const asked = answering(tasks.list, () => ({ items, total: items.length, next: null }))
  return { asked, ...show(<TasksPage />, { path: '/tasks', at, viewer }) }
}

test('one’s own open tasks come first, and how much there is to do is said above', async () => {
  const { asked } = open('/tasks', [task(1), task(2, { overdue: true })])
  await screen.findByText('2 must be done, 1 may be, 1 overdue; 7 waiting to be taken')
  await screen.findByText('Large withdrawal 1')
  expect(asked[0]!.query).toMatchObject({ queue: 'mine', state: 'open' })
  expect(screen.getByText('Overdue')).toBeTruthy()
  expect(screen.getByText('2 tasks')).toBeTruthy()
})

test('whoever only looks sees what others do, and nothing to take', async () => {
  const { asked } = open('/tasks', [task(1)], aViewer({ permissions: ['task.read'] }))
  await screen.findByText('Large withdrawal 1')
  expect(asked[0]!.query).toMatchObject({ state: 'open' })
  expect(asked[0]!.query).not.toHaveProperty('queue', 'mine')
  expect(screen.queryByRole('button', { name: 'Take next' })).toBe(null)
  expect(screen.queryByRole('link', { name: 'Waiting' })).toBe(null)
})

test('the next task is taken and opened beside the list; where none waits, that is said', async () => {
  const { router } = open('/tasks?view=pool', [task(3)])
  let left = 1
  answering(tasks.takeNext, () => {
    if (left-- > 0) return task(3)
    throw new Refuse(404, 'task.none-waiting')
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Take next' }))
  await screen.findByRole('complementary', { name: 'Large withdrawal 3' })
  expect(router.state.location.search).toBe(`?task=${idOf(3)}`)
  fireEvent.click(screen.getByRole('button', { name: 'Take next' }))
  await screen.findByText('Nothing waits that you could take.')
})

test('a result says what came of it; a contact asks how', async () => {
  open(`/tasks?task=${idOf(1)}`, [task(1, { channel: null })])
  const sent = answering(tasks.record, () => task(1, { state: 'done', outcome: 'reached' }))
  const panel = await screen.findByRole('complementary', { name: 'Large withdrawal 1' })
  fireEvent.click(await within(panel).findByRole('button', { name: 'Record result' }))
  fireEvent.click(within(panel).getByRole('radio', { name: 'Done without contact' }))
  expect(within(panel).queryByRole('combobox', { name: /Channel/ })).toBe(null)
  fireEvent.click(within(panel).getByRole('radio', { name: 'Reached' }))
  fireEvent.click(within(panel).getByRole('combobox', { name: /Channel/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Telephone' }))
  fireEvent.change(within(panel).getByRole('textbox', { name: 'Note' }), { target: { value: 'all well' } })
  fireEvent.click(within(panel).getByRole('button', { name: 'Record result' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({ outcome: 'reached', channel: 'phone', note: 'all well', nextOn: null })
})

test('what somebody else has is not recorded, and a step of a case is not ended here', async () => {
  open(
    `/tasks?view=all&task=${idOf(4)}`,
    [task(4, { assignee: { id: idOf(9), name: 'Wang' }, kind: 'case' })],
    aViewer({
      permissions: ['task.read', 'task.work'],
    }),
  )
  const panel = await screen.findByRole('complementary', { name: 'Large withdrawal 4' })
  await within(panel).findByText('This step ends with its case.')
  expect(within(panel).queryByRole('button', { name: 'Record result' })).toBe(null)
  expect(within(panel).queryByRole('button', { name: 'Hand on' })).toBe(null)
})
