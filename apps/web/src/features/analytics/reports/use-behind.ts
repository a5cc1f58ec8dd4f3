import { use } from 'react'
import { TilePlace } from '#features/analytics/charts/tile-place.ts'
import { useAddress, withParam } from '#ui/address.ts'

/** The address of the rows behind a figure: on the report's own page, also from a tile of a dashboard. */
export function useBehind() {
  const { params } = useAddress()
  const page = use(TilePlace)?.page
  return (behind: string) =>
    page ? page + withParam(new URLSearchParams(), 'behind', behind) : withParam(params, 'behind', behind)
}
