import { defineConfig } from 'vite'

// The server is built like the web: one file an entry, our own packages inside, the registry's outside.
export default defineConfig({
  resolve: { conditions: ['node'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    rollupOptions: {
      input: { start: 'src/start.ts', server: 'src/server.ts', worker: 'src/worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: [/^@rapport\//, /^#/] },
})
