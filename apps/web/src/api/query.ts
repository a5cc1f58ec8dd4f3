import { Refusal } from '@rapport/contract/client'
import type { AskOf, Endpoint, ReplyOf } from '@rapport/contract/endpoint'
import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from './call.ts'

export type Ask<E extends Endpoint> = Pick<AskOf<E>, 'params' | 'query'>

/** Answers are kept half a minute; a refusal is never asked again by itself, the network once. */
export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (times, error) => times < 1 && error instanceof TypeError },
      mutations: { retry: false },
    },
  })

export const queryClient = newQueryClient()

/** All answers of an endpoint begin with this key, whatever was asked. */
export const keyOf = (endpoint: Endpoint) => [`${endpoint.method} ${endpoint.path}`] as const

/** What react-query needs to ask one endpoint; for loaders and prefetching. */
export const asking = <E extends Endpoint>(endpoint: E, ask: Ask<E> = {} as Ask<E>) =>
  queryOptions<ReplyOf<E>>({
    queryKey: [...keyOf(endpoint), ask.params ?? {}, ask.query ?? {}],
    queryFn: ({ signal }) => call(endpoint, { ...ask, signal } as AskOf<E> & { signal: AbortSignal }),
  })

interface AskOptions<Reply> {
  enabled?: boolean
  /** Shows the answer before while a changed question is under way. */
  keep?: boolean
  /** Asks again after so many milliseconds while it says so. */
  again?: (reply: Reply | undefined) => number | false
}

/** Asks an endpoint and keeps the answer: `{ data, error, isPending, refetch, … }`. */
export function useAsk<E extends Endpoint>(endpoint: E, ask?: Ask<E>, options: AskOptions<ReplyOf<E>> = {}) {
  const { enabled, keep, again } = options
  return useQuery<ReplyOf<E>>({
    ...asking(endpoint, ask),
    ...(enabled === undefined ? {} : { enabled }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(again ? { refetchInterval: (query) => again(query.state.data) } : {}),
  })
}

type ItemOf<E extends Endpoint> = ReplyOf<E> extends { items: (infer Item)[] } ? Item : never
interface PageOf<Item> {
  items: Item[]
  total: number
  next: string | null
}

/** A list that is read page by page, as `DataTable` draws it. */
export interface Pages<Item> {
  rows: Item[]
  total: number | undefined
  loading: boolean
  /** When the server last said so, in milliseconds of the reader's clock; 0 before it did. */
  asOf: number
  /** The rows belong to the question before; the answer to the new one is under way. */
  changing: boolean
  error: Error | null
  retry: () => void
  more: (() => void) | undefined
  loadingMore: boolean
}

/** Asks a keyset list page by page. */
export function useAskPages<E extends Endpoint>(
  endpoint: E,
  ask: Ask<E> = {} as Ask<E>,
  options: { enabled?: boolean } = {},
): Pages<ItemOf<E>> {
  const answer = useInfiniteQuery({
    queryKey: [...keyOf(endpoint), 'pages', ask.params ?? {}, ask.query ?? {}],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(ask.query as object), ...(pageParam ? { after: pageParam } : {}) }
      const reply = await call(endpoint, { ...ask, query, signal } as AskOf<E> & { signal: AbortSignal })
      return reply as unknown as PageOf<ItemOf<E>>
    },
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  })
  const pages = answer.data?.pages
  // The same array until the answer changes: the table hangs on it.
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages])
  return {
    rows,
    total: pages?.[0]?.total,
    loading: answer.isPending,
    asOf: answer.dataUpdatedAt,
    changing: answer.isPlaceholderData,
    error: answer.isError && !answer.isFetchNextPageError ? answer.error : null,
    retry: () => void answer.refetch(),
    more: answer.hasNextPage && !answer.isFetchingNextPage ? () => void answer.fetchNextPage() : undefined,
    loadingMore: answer.isFetchingNextPage,
  }
}

/** Sends to an endpoint; when it is done, asks again what `refresh` names. Use `send.mutateAsync(ask)`. */
export function useSend<E extends Endpoint>(endpoint: E, options: { refresh?: Endpoint[] } = {}) {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all((options.refresh ?? []).map((changed) => client.invalidateQueries({ queryKey: keyOf(changed) })))
  return useMutation<ReplyOf<E>, Error, AskOf<E> & { form?: FormData }>({
    mutationFn: (ask) => call(endpoint, ask),
    onSuccess: () => refresh(),
    // Somebody saved in between: the pages show it at once; what was typed stays in the form.
    onError: (error) => (error instanceof Refusal && error.status === 412 ? refresh() : undefined),
  })
}
