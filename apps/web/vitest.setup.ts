import './src/jitless.ts'
import { cleanNotifications } from '@mantine/notifications'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'
import { answerNothing } from './src/testing/answering.ts'
import { speak, speakOfAllPages } from './src/words/words.ts'

// What browsers have and jsdom lacks. Elements get a size, or a table of virtual rows would draw none.
class ResizeObserverStub {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, { ResizeObserver: ResizeObserverStub })
Object.assign(document, { fonts: new EventTarget() })
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: { configurable: true, get: () => 720 },
  offsetWidth: { configurable: true, get: () => 1280 },
  clientHeight: { configurable: true, get: () => 720 },
  clientWidth: { configurable: true, get: () => 1280 },
})
HTMLElement.prototype.scrollTo = () => {}
HTMLElement.prototype.scrollIntoView = () => {}
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }) as unknown as MediaQueryList

// Two cores are shared: waiting longer costs nothing where nothing is wrong.
configure({ asyncUtilTimeout: 10_000 })

beforeAll(async () => {
  await speak('en')
  await speakOfAllPages()
})
// Files share a process, and with it all that modules keep.
afterEach(() => {
  cleanup()
  cleanNotifications()
  answerNothing()
})
