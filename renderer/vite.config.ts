/** Builds the page into dist/renderer, for Electron and for the browser alike. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Bytes below which what some screens share goes into the file of others that share nearly the same. */
const SMALL = 20_000

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Left to itself it cuts a file wherever two screens share something: 70 requests before the first screen stands.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            {
              name: 'shared',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: SMALL,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
