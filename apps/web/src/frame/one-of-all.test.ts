import { afterEach, expect, test, vi } from 'vitest'
import { oneOfAll } from './one-of-all.ts'

afterEach(() => vi.unstubAllGlobals())

/** Tabs of one browser: locks in the order in which they were asked for, and channels that reach all the others. */
function browser() {
  const waiting: (() => void)[] = []
  let held = false
  const next = () => {
    held = false
    waiting.shift()?.()
  }
  const locks = {
    request: (_: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) =>
      new Promise<void>((done, failed) => {
        const take = () => {
          if (signal.aborted) return next()
          held = true
          void work().then(next).then(done)
        }
        signal.addEventListener('abort', () => failed(new DOMException('gone', 'AbortError')))
        if (held) waiting.push(take)
        else take()
      }),
  }
  const channels = new Set<{ onmessage: ((event: { data: unknown }) => void) | null }>()
  class Channel {
    onmessage: ((event: { data: unknown }) => void) | null = null
    constructor() {
      channels.add(this)
    }
    postMessage(data: unknown) {
      for (const other of channels) if (other !== this) other.onmessage?.({ data })
    }
    close() {
      channels.delete(this)
    }
  }
  vi.stubGlobal('navigator', { locks })
  vi.stubGlobal('BroadcastChannel', Channel)
}

function tab(name: string, led: string[]) {
  const heard: string[] = []
  let say: (said: string) => void = () => undefined
  const leave = oneOfAll<string>(
    'news',
    (tell) => {
      led.push(name)
      say = tell
      return () => led.push(`${name} ends`)
    },
    (said) => heard.push(said),
  )
  return { heard, leave, say: (said: string) => say(said) }
}

test('of all tabs one leads and tells the others; when it goes the next one does', async () => {
  browser()
  const led: string[] = []
  const [one, two, three] = ['one', 'two', 'three'].map((name) => tab(name, led))
  expect(led).toEqual(['one'])
  one!.say('hello')
  expect([one!.heard, two!.heard, three!.heard]).toEqual([[], ['hello'], ['hello']])
  // One that waits goes without having led.
  two!.leave()
  one!.leave()
  await vi.waitFor(() => expect(led).toEqual(['one', 'one ends', 'three']))
  three!.leave()
  expect(led.at(-1)).toBe('three ends')
})

test('where a browser has no locks every tab does it for itself', () => {
  browser()
  vi.stubGlobal('navigator', {})
  const led: string[] = []
  tab('one', led)
  tab('two', led)
  expect(led).toEqual(['one', 'two'])
})
