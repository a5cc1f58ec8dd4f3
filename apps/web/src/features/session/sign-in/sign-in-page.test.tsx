import { session } from '@rapport/contract/session'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, show } from '#testing/show.tsx'
import { SignInPage } from './sign-in-page.tsx'

async function signIn(at: string) {
  const shown = show(<SignInPage />, { path: '/sign-in', at })
  fireEvent.change(await screen.findByLabelText('User name'), { target: { value: 'am01' } })
  fireEvent.change(screen.getByLabelText('Password', { selector: 'input' }), { target: { value: 'secret' } })
  fireEvent.submit(screen.getByLabelText('User name').closest('form') as HTMLFormElement)
  return shown
}

test('after signing in, one is where one wanted to go', async () => {
  const sent = answering(session.signIn, () => aViewer())
  const { router } = await signIn('/sign-in?return=%2Fcustomers%3Flevel%3Dmass')
  await waitFor(() =>
    expect(router.state.location.pathname + router.state.location.search).toBe('/customers?level=mass'),
  )
  expect(sent[0]?.body).toEqual({ username: 'am01', password: 'secret' })
})

test.each(['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test', 'javascript:alert(1)'])(
  'a link that would lead to %s leads home',
  async (address) => {
    answering(session.signIn, () => aViewer())
    const { router } = await signIn(`/sign-in?return=${encodeURIComponent(address)}`)
    await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  },
)

test('too many tries say how long to wait, and the button waits too', async () => {
  answering(session.signIn, () => {
    throw new Refuse(429, 'session.too-many-tries', { details: { retryAfter: 42 } })
  })
  await signIn('/sign-in')
  expect((await screen.findByRole('alert')).textContent).toBe('Too many attempts. Try again in 42 seconds.')
  expect(screen.getByRole('button', { name: 'Sign in' }).hasAttribute('disabled')).toBe(true)
})

test('a wrong password is said without saying which of the two was wrong', async () => {
  answering(session.signIn, () => {
    throw new Refuse(401, 'session.wrong-name-or-password')
  })
  await signIn('/sign-in')
  expect((await screen.findByRole('alert')).textContent).toBe('User name or password is wrong. ')
})
