import { EtlRun, etlRuns } from '@rapport/contract/administration/etl-runs'
import { figures } from '@rapport/contract/analytics/figures'
import { addressOf } from '@rapport/contract/client'
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { wire } from '#api/call.ts'
import { followEvents } from '#api/follow-events.ts'
import { keyOf } from '#api/query.ts'
import { isUnderWay } from '#features/administration/data-centre/run-state.tsx'

/** Whether changes are told as they happen; `off` while they are asked for again and again. */
export type Live = 'connecting' | 'live' | 'off'

type RunPages = InfiniteData<{ items: EtlRun[]; total: number; next: string | null }>

const readRun = (text: string) => {
  try {
    return EtlRun.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Puts a changed run in the place of the old one; says whether every list that is shown is right again by that. */
function place(client: QueryClient, run: EtlRun): boolean {
  let settled = true
  client.setQueriesData<RunPages>({ queryKey: [...keyOf(etlRuns.list), 'pages'] }, (kept) => {
    if (!kept) return kept
    const before = kept.pages.flatMap(({ items }) => items).find(({ id }) => id === run.id)
    // A new run, or one that another state may move out of a filtered list: the server says where it belongs.
    if (!before || before.state !== run.state) settled = false
    return {
      ...kept,
      pages: kept.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === run.id ? run : one)) })),
    }
  })
  return settled
}

const askAll = (client: QueryClient) => {
  for (const endpoint of [etlRuns.list, etlRuns.open, etlRuns.log])
    void client.invalidateQueries({ queryKey: keyOf(endpoint) })
}

/** Keeps what is shown of runs up to date: by events of the server, or by asking every five seconds where none come. */
export function useLiveRuns(enabled = true): Live {
  const client = useQueryClient()
  const [live, setLive] = useState<Live>('connecting')
  useEffect(() => {
    if (!enabled) return
    let asking: ReturnType<typeof setTimeout> | undefined
    const changed = new Set<string>()
    let listToo = false
    let ended = false
    // Many changes in a moment are one question.
    const askSoon = () => {
      asking ??= setTimeout(() => {
        asking = undefined
        if (listToo) void client.invalidateQueries({ queryKey: keyOf(etlRuns.list) })
        for (const endpoint of [etlRuns.open, etlRuns.log])
          void client.invalidateQueries({
            queryKey: keyOf(endpoint),
            predicate: ({ queryKey }) => [...changed].some((id) => JSON.stringify(queryKey).includes(id)),
          })
        // What a run brought or broke, figures are made from.
        if (ended)
          for (const endpoint of [figures.trust, figures.origin])
            void client.invalidateQueries({ queryKey: keyOf(endpoint) })
        changed.clear()
        listToo = false
        ended = false
      }, 500)
    }
    const leave = followEvents(wire.base + addressOf(etlRuns.changes, {}), {
      event: 'run',
      told: (text) => {
        const run = readRun(text)
        if (!run) return
        if (!place(client, run)) listToo = true
        changed.add(run.id)
        if (!isUnderWay(run)) ended = true
        askSoon()
      },
      opened: () => {
        setLive('live')
        // What changed between the list and the first event is not told again.
        askAll(client)
      },
      lost: () => setLive('off'),
      waiting: () => askAll(client),
    })
    return () => {
      leave()
      clearTimeout(asking)
    }
  }, [client, enabled])
  return live
}
