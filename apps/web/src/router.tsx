import { Refusal } from '@rapport/contract/client'
import type { ComponentType } from 'react'
import { createBrowserRouter, type LoaderFunctionArgs, type RouteObject, redirect } from 'react-router'
import { whenSignedOut } from '#api/call.ts'
import { queryClient } from '#api/query.ts'
import { askViewer } from '#api/viewer.tsx'
import { browserLocale, speak } from '#words/words.ts'
import { Frame } from './frame/frame.tsx'
import { PageFailed } from './frame/page-failed.tsx'

/** Where to sign in, and come back from. */
const signInFrom = (address: string) =>
  address === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(address)}`

/** The frame waits for the session and the reader's words; nobody signed in goes to the sign-in page. */
async function frameLoader({ request }: LoaderFunctionArgs) {
  try {
    const viewer = await queryClient.ensureQueryData(askViewer)
    await speak(viewer.preferences.locale)
    return null
  } catch (error) {
    const { pathname, search } = new URL(request.url)
    if (error instanceof Refusal && error.status === 401) throw redirect(signInFrom(pathname + search))
    await speak(browserLocale())
    throw error
  }
}

/** The first page one sees: its words come with the frame's. */
const firstPage = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
})

/** What the other pages are put below, once one of them is asked for. */
const PAGES = 'pages'
/** And those of the customer portal. */
const PORTAL = 'portal'
/** And those nobody signs in for. */
const PUBLIC = 'public'

const routes: RouteObject[] = [
  {
    id: PUBLIC,
    HydrateFallback: () => null,
    ErrorBoundary: PageFailed,
    children: [],
  },
  {
    id: PORTAL,
    HydrateFallback: () => null,
    ErrorBoundary: PageFailed,
    children: [],
  },
  {
    Component: Frame,
    loader: frameLoader,
    shouldRevalidate: () => false,
    HydrateFallback: () => null,
    ErrorBoundary: PageFailed,
    children: [
      {
        ErrorBoundary: PageFailed,
        id: PAGES,
        children: [
          firstPage('/customers', () =>
            import('#features/customer/customers/customers-page.tsx').then((m) => m.CustomersPage),
          ),
        ],
      },
    ],
  },
]

/** Said before the router begins, which asks at once. */
const isPortal = (path: string) => /^\/portal(\/|$)/.test(path)
const groupOf = (path: string) =>
  isPortal(path) ? PORTAL : /^\/(sign-in\/?$|(s|j|join|unsubscribe)\/)/.test(path) ? PUBLIC : PAGES
const pagesOf = {
  [PORTAL]: () => import('#features/portal/routes.ts').then((m) => m.portalRoutes),
  [PUBLIC]: () => import('./public-pages.ts').then((m) => m.publicPages),
  [PAGES]: () => import('./pages.ts').then((m) => m.pages),
}
const known = new Set<string>()
export const router = createBrowserRouter(routes, {
  patchRoutesOnNavigation: async ({ patch, path }) => {
    const group = groupOf(path)
    if (known.has(group)) return
    const more = await pagesOf[group]()
    known.add(group)
    patch(group, more)
  },
})

whenSignedOut(() => {
  const { pathname, search } = router.state.location
  if (isPortal(pathname)) return void router.navigate('/portal/sign-in', { replace: true })
  if (pathname === '/sign-in' || router.state.navigation.location?.pathname === '/sign-in') return
  void router.navigate(signInFrom(pathname + search), { replace: true })
})
