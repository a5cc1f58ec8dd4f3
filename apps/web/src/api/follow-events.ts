import { PING_MS } from '@rapport/contract/client'

/** Silence for so long (ms) is a connection that is dead though nobody has said so: a cable drawn, a proxy asleep. */
const SILENCE = 2.5 * PING_MS
/** While nothing is told, it is tried again after so many milliseconds. */
export const AGAIN = 5000
const [OPEN, CLOSED] = [1, 2]

export interface Listener {
  /** The name of the events, and the data of each; the place after it where the server names one. */
  event: string
  told: (data: string, place: string) => void
  /** It is connected: whatever changed before is not told. */
  opened: () => void
  /** It broke off or fell silent, or cannot be had. */
  lost: () => void
  /** Every five seconds while it is lost. */
  waiting: () => void
}

/**
 * Follows server-sent events of an address, from a place on where one is known, and comes again, where the server names places from
 * the last of them on, until it is ended by calling what it returns.
 */
export function followEvents(address: string, { event, told, opened, lost, waiting }: Listener, from = ''): () => void {
  let place = from
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = (message?: Event) => {
    place = (message as MessageEvent | undefined)?.lastEventId || place
    clearTimeout(silence)
    silence = setTimeout(() => {
      source?.close()
      broken()
    }, SILENCE)
  }
  const broken = () => {
    clearTimeout(silence)
    lost()
    again ??= setTimeout(() => {
      again = undefined
      waiting()
      // A browser tries again by itself, but not after a refusal, and not what was closed here.
      if (!source || source.readyState === CLOSED) connect()
      if (source?.readyState !== OPEN) broken()
    }, AGAIN)
  }
  const connect = () => {
    if (typeof EventSource === 'undefined') return broken()
    source?.close()
    // A browser that tries again says its place itself; a new one knows of none.
    source = new EventSource(place ? `${address}?after=${place}` : address)
    heard()
    source.addEventListener('open', () => {
      clearTimeout(again)
      again = undefined
      heard()
      opened()
    })
    source.addEventListener('ping', heard)
    source.addEventListener(event, (message) => {
      heard(message)
      told(String((message as MessageEvent).data), place)
    })
    source.addEventListener('error', broken)
  }
  connect()
  return () => {
    source?.close()
    clearTimeout(again)
    clearTimeout(silence)
  }
}
