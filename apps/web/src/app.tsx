import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Messages } from '#ui/notify.tsx'
import { colours, theme } from '#ui/theme.ts'
import { styleNonce } from './nonce.ts'
import { ActOnPreferences } from './preferences.tsx'

/** What every page stands in: answers, theme, the person's preferences, messages. */
export function App({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={colours}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <ActOnPreferences />
        <Messages />
        {children}
      </MantineProvider>
    </QueryClientProvider>
  )
}
