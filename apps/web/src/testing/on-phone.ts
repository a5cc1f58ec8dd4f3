import { onTestFinished } from 'vitest'

/** The rest of this test is on the screen of a phone. */
export function onPhone() {
  const wide = window.matchMedia
  window.matchMedia = (query) => Object.assign(wide(query), { matches: query === '(max-width: 40em)' })
  onTestFinished(() => {
    window.matchMedia = wide
  })
}
