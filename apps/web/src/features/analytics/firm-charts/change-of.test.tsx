import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { show } from '#testing/show.tsx'
import { ChangeOf } from './change-of.tsx'

test('a ratio changes by points that are named, an amount by a part of itself, and what is not known by a dash', () => {
  show(
    [
      ['-0.0486', 'percent'],
      ['0.0001', 'permille'],
      ['0.283', 'money'],
      [null, 'percent'],
    ].map(([change, unit]) => (
      <p key={`${change} ${unit}`}>
        <ChangeOf change={change} unit={unit as 'percent'} />
      </p>
    )),
  )
  const told = screen.getAllByRole('paragraph').map(({ textContent }) => textContent.replaceAll(/\s+/g, ' '))
  expect(told.map((text) => text.replace(/^[▲▼]\s*/, ''))).toEqual(['−4.86 pp', '+0.1000 ‰', '+28.30%', '–'])
})
