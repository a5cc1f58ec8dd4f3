import { Modal } from '@mantine/core'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { show } from '#testing/show.tsx'
import { DayInput } from './day-input.tsx'

const calendar = () => screen.queryByRole('table', { hidden: true })
const given: (string | null)[] = []
const open = async () => {
  given.length = 0
  const closed: true[] = []
  show(
    <Modal opened onClose={() => closed.push(true)} title="Dialog">
      <DayInput label="Day" onChange={(day) => given.push(day)} />
    </Modal>,
  )
  const input = await screen.findByRole('textbox', { name: 'Day' })
  fireEvent.focus(input)
  await waitFor(() => expect(calendar()).toBeTruthy())
  return { input, closed }
}

test('the calendar opens with the field and is gone once a day is typed or chosen', async () => {
  const { input } = await open()
  fireEvent.change(input, { target: { value: '2026-11-18' } })
  await waitFor(() => expect(calendar()).toBeNull())
  fireEvent.click(input)
  await waitFor(() => expect(calendar()).toBeTruthy())
  fireEvent.click(screen.getByText('20'))
  await waitFor(() => expect(calendar()).toBeNull())
  expect(given).toEqual(['2026-11-18', '2026-11-20'])
})

test('escape closes the calendar first, and only then the dialog around it', async () => {
  const { input, closed } = await open()
  fireEvent.keyDown(input, { key: 'Escape' })
  await waitFor(() => expect(calendar()).toBeNull())
  expect(closed).toEqual([])
  fireEvent.keyDown(input, { key: 'Escape' })
  expect(closed).toEqual([true])
})
