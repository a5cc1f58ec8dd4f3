import { customers } from '@rapport/contract/customer/customers'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aCustomer } from '#testing/customer.ts'
import { aViewer, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { NewCustomerPage } from './new-customer-page.tsx'

const open = (locale: 'en' | 'zh-CN' = 'en') =>
  show(<NewCustomerPage />, {
    path: '/customers/new',
    at: '/customers/new',
    viewer: aViewer({ preferences: { locale, theme: 'light', rising: 'red' } }),
  })
const type = (name: string, value: string) =>
  fireEvent.change(document.querySelector(`input[name="${name}"]`) as HTMLElement, { target: { value } })

test('a mistyped resident ID is told at its field before anything is sent, in the language of the reader', async () => {
  const sent = answering(customers.create, () => aCustomer())
  await speak('zh-CN')
  open('zh-CN')
  await screen.findByLabelText('姓名 / 名称', { exact: false })
  type('name', '王芳')
  type('identification.number', '110105194912310021')
  fireEvent.click(screen.getByRole('button', { name: '新建客户' }))
  expect(await screen.findByText('校验码不符，请核对号码是否有误。')).toBeTruthy()
  expect(sent).toEqual([])
  await speak('en')
})

test('a person is created with document and contact, and the page of the new customer opens', async () => {
  const sent = answering(customers.create, () => aCustomer())
  const { router } = open()
  await screen.findByLabelText('Name', { exact: false, selector: 'input' })
  type('name', 'Wang Fang')
  type('identification.number', '11010519491231002X')
  fireEvent.click(screen.getByRole('button', { name: 'Add contact' }))
  type('contactPoints.0.value', '138 1234 5678')
  fireEvent.click(screen.getByRole('button', { name: 'Create customer' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/customers/${aCustomer().id}`))
  expect(sent[0]?.body).toMatchObject({
    kind: 'person',
    name: 'Wang Fang',
    identification: { type: 'resident-id', number: '11010519491231002X' },
    contactPoints: [{ kind: 'mobile', value: '138 1234 5678' }],
  })
})

test('what the server refuses about a contact stands at that contact', async () => {
  answering(customers.create, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'contactPoints.0.value', code: 'mobile.shape' }] })
  })
  open()
  await screen.findByLabelText('Name', { exact: false, selector: 'input' })
  type('name', 'Wang Fang')
  type('identification.number', '11010519491231002X')
  fireEvent.click(screen.getByRole('button', { name: 'Add contact' }))
  type('contactPoints.0.value', '13812345678')
  fireEvent.click(screen.getByRole('button', { name: 'Create customer' }))
  expect(await screen.findByText(/A mobile has 11 digits/)).toBeTruthy()
})
