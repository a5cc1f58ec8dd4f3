import { Refusal } from '@rapport/contract/client'
import { optionalText, text } from '@rapport/contract/shapes'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { Link } from 'react-router'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { show } from '#testing/show.tsx'
import { TextField } from './fields.tsx'
import { Form } from './form.tsx'

const Schema = z.strictObject({ name: text(5), inner: z.strictObject({ note: optionalText(20) }) })
type Body = z.output<typeof Schema>

function open(onSend: (body: Body) => Promise<unknown>) {
  return show(
    <>
      <Form of={Schema} from={{ name: '', inner: { note: null } }} onSend={onSend} send="Save">
        <TextField name="name" label="Name" required />
        <TextField name="inner.note" label="Note" empty="null" />
      </Form>
      <Link to="/away">away</Link>
    </>,
    { path: '/form', at: '/form' },
  )
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label, { exact: false }), { target: { value } })
const refusal = (errors: { field: string; code: string }[]) =>
  new Refusal(422, { type: 'about:blank', title: 'Refused', status: 422, code: 'invalid', requestId: 'r-1', errors })

test('nothing is sent that the contract would refuse, and the field says why', async () => {
  const send = vi.fn()
  open(send)
  await screen.findByLabelText('Name', { exact: false })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Fill this in.')).toBeTruthy()
  type('Name', 'too long')
  expect(await screen.findByText('At most 5 characters.')).toBeTruthy()
  expect(send).not.toHaveBeenCalled()
})

test('what is sent is what the contract makes of the fields', async () => {
  const send = vi.fn(async () => {})
  open(send)
  await screen.findByLabelText('Name', { exact: false })
  type('Name', ' Li ')
  type('Note', '  ')
  fireEvent.keyDown(screen.getByLabelText('Note'), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(send).toHaveBeenCalledWith({ name: 'Li', inner: { note: null } }))
})

test("the server's errors stand at their fields; one without a field stands above the button", async () => {
  open(async () => {
    throw refusal([
      { field: 'inner.note', code: 'text.characters' },
      { field: 'elsewhere', code: 'some.new-code' },
    ])
  })
  await screen.findByLabelText('Name', { exact: false })
  type('Name', 'Li')
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Contains characters that cannot be stored.')).toBeTruthy()
  expect(screen.getByLabelText('Note').getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByRole('alert').textContent).toContain('elsewhere: This was refused (some.new-code).')
  expect((screen.getByLabelText('Name', { exact: false }) as HTMLInputElement).value).toBe('Li')
})

test('leaving with unsaved changes asks; staying loses nothing', async () => {
  const { router } = open(async () => {})
  await screen.findByLabelText('Name', { exact: false })
  type('Name', 'Li')
  fireEvent.click(screen.getByText('away'))
  expect(await screen.findByText('Leave without saving?')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/form'))
  expect((screen.getByLabelText('Name', { exact: false }) as HTMLInputElement).value).toBe('Li')
  fireEvent.click(screen.getByText('away'))
  fireEvent.click(await screen.findByRole('button', { name: 'Leave without saving' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/away'))
})
