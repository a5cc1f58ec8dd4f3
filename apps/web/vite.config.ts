import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Scripts and styles are compressed once, when they are built; the server sends the form that the browser takes. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        const source = file.type === 'chunk' ? file.code : file.source
        if (!/\.(js|css|svg)$/.test(file.fileName) || source.length < 1024) continue
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(source) })
      }
    },
  },
}

/** Its package names only the form for development, with its warnings; the other lies beside it. */
const router = join(import.meta.dirname, 'node_modules/react-router/dist/production/index.mjs')

export default defineConfig(({ command }) => ({
  plugins: [react(), compressed],
  resolve: { alias: command === 'build' ? [{ find: /^react-router$/, replacement: router }] : [] },
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
}))
