import './jitless.ts'
import './trusted-types.ts'
import '@mantine/core/styles.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { queryClient } from '#api/query.ts'
import { App } from './app.tsx'
import { router } from './router.tsx'

createRoot(document.getElementById('root') as HTMLElement).render(
  <App client={queryClient}>
    <RouterProvider router={router} />
  </App>,
)
