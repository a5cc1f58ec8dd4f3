import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

export type Changes = Record<string, string | null | undefined>

/** The state of a page in its URL: read with `get`, change with `change` (null or empty drops the name). */
export function useAddress() {
  const [params, setParams] = useSearchParams()
  const change = useCallback(
    (changes: Changes, { replace = false } = {}) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes))
            if (value) after.set(name, value)
            else after.delete(name)
          return after
        },
        { replace, preventScrollReset: true },
      ),
    [setParams],
  )
  return { params, get: (name: string) => params.get(name) ?? undefined, change }
}

/** The named parts of the address as a query for the API; absent ones are left out. */
export function queryFrom(params: URLSearchParams, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (params.get(name) ? [[name, params.get(name) as string]] : [])))
}

/** The same page with one more name in its address, as a link. */
export function withParam(params: URLSearchParams, name: string, value: string) {
  const next = new URLSearchParams(params)
  next.set(name, value)
  return `?${next}`
}
