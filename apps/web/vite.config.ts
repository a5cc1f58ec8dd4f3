import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

/** What must be there without a network: where visits are written down, and the words of both languages. */
const offline = [
  'src/pages.ts',
  'src/features/service/offline-visits/offline-desk.tsx',
  'src/features/service/offline-visits/offline-visits-page.tsx',
  'src/features/service/offline-visits/unsent.tsx',
  'src/features/service/offline-visits/unsent-sign.tsx',
  'src/ui/messages.tsx',
  ...['en', 'zh-CN', 'en-pages', 'zh-CN-pages'].map((book) => `src/words/${book}.ts`),
]

/** The worker that opens the product without a network, with the names of the parts of this build. */
const shellWorker: Plugin = {
  name: 'shell-worker',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const parts = new Set<string>()
      const add = (chunk: (typeof chunks)[number]) => {
        if (parts.has(chunk.fileName)) return
        parts.add(chunk.fileName)
        const { importedCss, importedAssets } = chunk.viteMetadata ?? {}
        for (const name of [...(importedCss ?? []), ...(importedAssets ?? [])]) parts.add(name)
        for (const name of chunk.imports) {
          const found = bundle[name]
          if (found?.type === 'chunk') add(found)
        }
      }
      for (const name of [
        join(import.meta.dirname, 'index.html'),
        ...offline.map((one) => join(import.meta.dirname, one)),
      ]) {
        const found = chunks.find(({ facadeModuleId }) => facadeModuleId === name)
        if (!found) this.error(`${name} is no part of its own in this build`)
        add(found)
      }
      const names = [...parts].sort()
      const source = readFileSync(join(import.meta.dirname, 'src/shell-worker.js'), 'utf8')
      const version = createHash('sha256')
        .update(names.join() + source)
        .digest('hex')
        .slice(0, 16)
      this.emitFile({
        type: 'asset',
        fileName: 'shell-worker.js',
        source: source
          .replace('__VERSION__', `shell-${version}`)
          .replace("'__PARTS__'", names.map((name) => `'/${name}'`).join(', ')),
      })
    },
  },
}

/** Its package names only the form for development, with its warnings; the other lies beside it. */
const router = join(import.meta.dirname, 'node_modules/react-router/dist/production/index.mjs')

export default defineConfig(({ command }) => ({
  plugins: [react(), compressed, shellWorker],
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
