import { contactPoints } from '@rapport/contract/customer/contact-points'
import { reveals } from '@rapport/contract/customer/reveals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ContactPointsSection } from './contact-points-section.tsx'

const mobile = {
  id: idOf(7),
  version: 2,
  kind: 'mobile' as const,
  value: '138****5678',
  preferred: true,
  doNotContact: false,
  verifiedAt: null,
}
const open = (permissions = aViewer().permissions) => {
  answering(contactPoints.list, () => ({ items: [mobile] }))
  return show(<ContactPointsSection customerId={idOf(500)} />, { viewer: aViewer({ permissions }) })
}

test('a masked value is revealed for a reason, and only that one', async () => {
  const sent = answering(reveals.reveal, () => ({ value: '13812345678' }))
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Reveal: Mobile' }))
  fireEvent.change(await screen.findByLabelText('Reason', { exact: false }), { target: { value: 'call back' } })
  fireEvent.click(screen.getByRole('button', { name: 'Reveal' }))
  expect(await screen.findByText('13812345678')).toBeTruthy()
  expect(sent[0]?.body).toEqual({ of: 'contact-point', recordId: mobile.id, reason: 'call back' })
})

test('a masked value that is sent back is left to the server, which leaves it as it is', async () => {
  const sent = answering(contactPoints.edit, () => ({ ...mobile, version: 3, preferred: false }))
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Edit: Mobile 138****5678' }))
  fireEvent.click(await screen.findByLabelText('Preferred'))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ body: { kind: 'mobile', value: '138****5678', preferred: false }, ifMatch: '"2"' })
})

test('what removing does is said before, and a refusal is said instead of being lost', async () => {
  answering(contactPoints.remove, () => {
    throw new Refuse(412, 'version.stale')
  })
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Remove: Mobile 138****5678' }))
  expect(await screen.findByText('Mobile 138****5678 is removed from this customer.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Remove' }))
  expect(await screen.findByText('Somebody else saved in between.')).toBeTruthy()
})

test('who may only read gets no buttons, but to ask where a value is from', async () => {
  open(['customer.read'])
  expect(await screen.findByText('138****5678')).toBeTruthy()
  const others = screen
    .queryAllByRole('button')
    .filter((one) => !one.getAttribute('aria-label')?.startsWith('Where from'))
  expect(others).toEqual([])
})
