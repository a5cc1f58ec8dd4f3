import { reportSchedules, type ReportSchedule as Schedule } from '@rapport/contract/analytics/report-schedules'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ReportSchedule } from './report-schedule.tsx'

const schedule: Schedule = {
  id: idOf(7),
  version: 2,
  rhythm: { every: 'week', weekday: 1, at: '08:30' },
  format: 'pdf',
  recipients: [
    { id: idOf(1), name: 'Li Na', hasEmail: true },
    { id: idOf(3), name: 'Wang Wei', hasEmail: false },
  ],
  paused: false,
  nextAt: '2026-11-23T00:30:00Z',
  asked: false,
  deliveries: [
    {
      id: idOf(8),
      person: { id: idOf(3), name: 'Wang Wei' },
      dueAt: '2026-11-16T00:30:00Z',
      state: 'not-sent',
      reason: 'no-email',
      uncertain: false,
      rows: null,
      sentAt: null,
    },
    {
      id: idOf(9),
      person: { id: idOf(1), name: 'Li Na' },
      dueAt: '2026-11-16T00:30:00Z',
      state: 'sent',
      reason: null,
      uncertain: true,
      rows: 1200,
      sentAt: '2026-11-16T00:30:05Z',
    },
  ],
}
const part = <ReportSchedule reportId={idOf(4)} />

test('a schedule says when, to whom, when last and next, and what became of each letter', async () => {
  answering(reportSchedules.open, () => ({ schedule, mailing: true }))
  show(part)
  const region = await screen.findByRole('region', { name: 'Sent by e-mail' })
  expect(await within(region).findByText('every Monday at 08:30')).toBeTruthy()
  expect(within(region).getByText('PDF, the rows that the report shows')).toBeTruthy()
  expect(region.textContent).toContain('Li Na , Wang Wei no e-mail')
  expect(region.textContent).toContain('2026-11-23 08:30')
  const rows = within(within(region).getByRole('table')).getAllByRole('row')
  expect(rows[1]!.textContent).toContain('not sent Has no e-mail address')
  expect(rows[2]!.textContent).toMatch(/sent It may have come twice.*2026-11-16 08:30.*1,200/)
})

test('it is paused under its version, and sent now', async () => {
  answering(reportSchedules.open, () => ({ schedule, mailing: true }))
  const edited = answering(reportSchedules.edit, () => ({ ...schedule, paused: true, nextAt: null }))
  const sent = answering(reportSchedules.send, () => ({ ...schedule, asked: true }))
  show(part)
  fireEvent.click(await screen.findByRole('button', { name: 'Pause' }))
  await waitFor(() => expect(edited[0]).toMatchObject({ ifMatch: '"2"', body: { paused: true } }))
  fireEvent.click(screen.getByRole('button', { name: 'Send now' }))
  await waitFor(() => expect(sent.length).toBe(1))
})

test('the file that it is sent as is chosen, and nothing else is changed', async () => {
  answering(reportSchedules.open, () => ({ schedule, mailing: true }))
  const edited = answering(reportSchedules.edit, () => ({ ...schedule, format: 'xlsx' as const }))
  show(part)
  fireEvent.click(await screen.findByRole('button', { name: 'Change' }))
  const dialog = await screen.findByRole('dialog')
  const file = await within(dialog).findByRole('combobox', { name: 'File' })
  expect(file).toHaveProperty('value', 'PDF, the rows that the report shows')
  fireEvent.click(file)
  fireEvent.click(await screen.findByRole('option', { name: 'Excel (xlsx), all rows', hidden: true }))
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(edited[0]).toMatchObject({ ifMatch: '"2"', body: { format: 'xlsx' } }))
  expect(Object.keys(edited[0]!.body as object)).toEqual(['format'])
})

test('whoever may not share has it sent to themselves alone', async () => {
  answering(reportSchedules.open, () => ({ schedule: null, mailing: true }))
  const made = answering(reportSchedules.create, () => schedule)
  const viewer = aViewer({ permissions: ['report.build'] })
  show(part, { viewer })
  fireEvent.click(await screen.findByRole('button', { name: 'Send by e-mail…' }))
  const dialog = await screen.findByRole('dialog')
  expect(await within(dialog).findByText(/whoever may share reports/)).toBeTruthy()
  fireEvent.change(await within(dialog).findByRole('textbox', { name: 'At' }), { target: { value: '8 Uhr' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(await within(dialog).findByText(/Hour and minute|08:30\.$/)).toBeTruthy()
  expect(made.length).toBe(0)
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'At' }), { target: { value: '07:15' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(made[0]?.body).toEqual({
      rhythm: { every: 'day', at: '07:15' },
      format: 'csv',
      recipients: [viewer.id],
      paused: false,
    }),
  )
})

test('without a mail server nothing can be sent, and it says so', async () => {
  answering(reportSchedules.open, () => ({ schedule: null, mailing: false }))
  show(part)
  expect(await screen.findByText(/No mail server is set up/)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
