import type { ComponentType } from 'react'
import type { RouteObject } from 'react-router'
import { browserLocale, speak, speakOfAllPages } from '#words/words.ts'

/** A page for whoever has its address, in the browser's language. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  loader: () => speak(browserLocale()).then(speakOfAllPages, () => null),
  lazy: async () => ({ Component: await load() }),
})

/** Where to sign in, and the pages nobody signs in for: of surveys, call rooms, enquiries, and of who wants no more letters. */
export const publicPages: RouteObject[] = [
  {
    path: '/sign-in',
    loader: () => speak(browserLocale()).then(() => null),
    lazy: async () => ({ Component: (await import('#features/session/sign-in/sign-in-page.tsx')).SignInPage }),
  },
  page('/s/:token', () => import('#features/service/surveys/answer-survey-page.tsx').then((m) => m.AnswerSurveyPage)),
  page('/j/:token', () => import('#features/service/call-rooms/join-room-page.tsx').then((m) => m.JoinRoomPage)),
  page('/join/:code', () => import('#features/marketing/enquiries/join-page.tsx').then((m) => m.JoinPage)),
  page('/unsubscribe/:token', () =>
    import('#features/service/contact-permissions/unsubscribe-page.tsx').then((m) => m.UnsubscribePage),
  ),
]
