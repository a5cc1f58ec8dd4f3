import { vi } from 'vitest'

/** What a browser's stream of events is, told by the test. */
class Stream extends EventTarget {
  static all: Stream[] = []
  readyState = 0
  closed = false
  constructor(readonly url: string) {
    super()
    Stream.all.push(this)
  }
  /** An event with its data, and the place after it where the server names one. */
  tell(event: string, data: unknown, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data), lastEventId }))
  }
  open() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  breakOff() {
    this.readyState = 2
    this.dispatchEvent(new Event('error'))
  }
  ping() {
    this.dispatchEvent(new MessageEvent('ping', { data: '{}' }))
  }
  close() {
    this.readyState = 2
    this.closed = true
  }
}

/** Streams of this test: gives the last that was opened. */
export function streaming() {
  Stream.all = []
  vi.stubGlobal('EventSource', Stream)
  return () => Stream.all.at(-1)
}
