import { Refusal } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf } from './query.ts'

/**
 * Makes an attempt to save; where somebody else was quicker (412), what is stored is asked for again, so that the next
 * attempt is made from that. Only what was changed in the form is sent, so theirs stays.
 */
export function useAskedAgainWhenStale(stored: Endpoint) {
  const client = useQueryClient()
  return async <T>(attempt: () => Promise<T>): Promise<T> => {
    try {
      return await attempt()
    } catch (refused) {
      if (refused instanceof Refusal && refused.status === 412)
        await client.invalidateQueries({ queryKey: keyOf(stored) })
      throw refused
    }
  }
}
