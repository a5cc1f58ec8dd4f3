/**
 * Lets one of all tabs of this browser do something for the others: `lead` begins it and gives what ends it; `others` is told what
 * the leading tab says by `say`. Where a browser has no locks (no TLS) every tab leads. Gives what leaves.
 */
export function oneOfAll<Said>(
  name: string,
  lead: (say: (said: Said) => void) => () => void,
  others: (said: Said) => void,
): () => void {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  if (channel) channel.onmessage = ({ data }: MessageEvent<Said>) => others(data)
  const leaving = new AbortController()
  let end: (() => void) | undefined
  const begin = () => {
    if (leaving.signal.aborted) return
    end = lead((said) => channel?.postMessage(said))
  }
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  if (locks === undefined || channel === null) begin()
  else
    locks
      .request(name, { signal: leaving.signal }, () => {
        begin()
        return new Promise<void>((left) => leaving.signal.addEventListener('abort', () => left()))
      })
      .catch(() => undefined)
  return () => {
    leaving.abort()
    end?.()
    channel?.close()
  }
}
