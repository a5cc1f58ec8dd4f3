import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithNpm } from './ends-with-npm.mjs'
import { checkNode, ensureBuilt, ensureInstalled, root } from './packages.mjs'

// `npm start`, on a machine with Node and npm and nothing else. The server runs in this very process, so that signals,
// exit code and even `kill -9` mean the same for both.

checkNode()
endWithNpm()
await ensureInstalled()
await ensureBuilt()
process.chdir(root)
process.setSourceMapsEnabled(true)
await import(pathToFileURL(join(root, 'apps/api/dist/start.js')).href)
