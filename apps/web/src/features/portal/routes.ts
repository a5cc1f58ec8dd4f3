import { Refusal } from '@rapport/contract/client'
import { portal } from '@rapport/contract/service/portal'
import { type RouteObject, redirect } from 'react-router'
import { asking, queryClient } from '#api/query.ts'
import { browserLocale, speak, speakOfPortal } from '#words/words.ts'
import { PortalFrame } from './portal-frame.tsx'
import { PortalMessages } from './portal-messages.tsx'
import { PortalNewRequest } from './portal-new-request.tsx'
import { PortalReports } from './portal-reports.tsx'
import { PortalRequests } from './portal-requests.tsx'
import { PortalSignIn } from './portal-sign-in.tsx'
import { PortalSurveys } from './portal-surveys.tsx'

/** The browser's language, until the customer chooses another. */
let spoken: Promise<unknown> | undefined
const speaking = async () => {
  spoken ??= speak(browserLocale()).then(speakOfPortal)
  await spoken
  return null
}

/** Who is nobody's customer here goes to the door. */
async function frameLoader() {
  await speaking()
  try {
    await queryClient.ensureQueryData(asking(portal.whoAmI))
    return null
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) throw redirect('/portal/sign-in')
    throw error
  }
}

/** The pages of the customer portal, apart from those of the firm. */
export const portalRoutes: RouteObject[] = [
  { path: '/portal/sign-in', loader: speaking, Component: PortalSignIn },
  {
    path: '/portal',
    loader: frameLoader,
    shouldRevalidate: () => false,
    Component: PortalFrame,
    children: [
      { index: true, loader: () => redirect('/portal/requests') },
      { path: 'requests', Component: PortalRequests },
      { path: 'requests/new', Component: PortalNewRequest },
      { path: 'reports', Component: PortalReports },
      { path: 'messages', Component: PortalMessages },
      { path: 'surveys', Component: PortalSurveys },
    ],
  },
]
