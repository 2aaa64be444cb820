/** Builds the page into dist/renderer, for Electron and for the browser alike. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

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
        // Left to itself it cuts a file wherever two screens share something: 70 requests before the first screen stands. Two groups and
        // no more: what all start with knows nothing of the rest, and what screens share needs nothing of one screen, so that no two
        // files can need each other. (Merged by size they could, and then one ran before what it stands on.)
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
})
