import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    // The policy of the server allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One chunk, so that zod is told to do without eval before the first schema is made.
          groups: [{ name: 'zod', test: /(src[\\/](jitless|words[\\/]issues)\.ts|node_modules[\\/]zod[\\/])/ }],
        },
      },
    },
  },
})
