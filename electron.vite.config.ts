import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const here = (...path: string[]) => resolve(import.meta.dirname, ...path)

// Everything but Electron itself is bundled: one file starts in half the time of many, and the
// packaged app needs no node_modules.
const external = ['electron', /^electron\//]

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // The same bundles run under plain Node, so they must not use newer syntax than it has.
      target: 'node20.19',
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: here('src-main/index.ts'),
          launch: here('src-main/launch.ts'),
          headless: here('src-server/headless.ts'),
        },
        // V8 keeps a source with any other character at two bytes each, and reads it half as fast.
        output: { charset: 'ascii', comments: { legal: true, annotation: false, jsdoc: false } },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: { index: here('src-main/preload.ts') },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: here('src-renderer'),
    // Places in the window are paths, so its files must be found from any of them.
    plugins: [react(), { name: 'absolute-addresses', config: () => ({ base: '/' }) }],
    // Replaced with a fresh value in every answer that carries the page.
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: here('out/renderer'),
      minify: true,
      assetsInlineLimit: 0,
      rolldownOptions: { input: here('src-renderer/index.html') },
    },
  },
})
