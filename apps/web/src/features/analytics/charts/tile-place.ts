import { createContext } from 'react'

/** A chart as a tile of a dashboard: narrow, without choices of its own, with the way to its page. */
export interface Place {
  /** Name in the URL, of this tile alone. */
  name: string
  /** The chart under the same choices on the page of charts. */
  page: string
  as: 'chart' | 'table'
}

/** Null on the page of charts itself. */
export const TilePlace = createContext<Place | null>(null)
