/** How the window's main process and preload are bundled. */
import { builtinModules } from 'node:module'
import type { InlineConfig } from 'vite'

/** Packages stay packages, for the packager to bring along; our own sources become files of one folder. */
export function mainConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    ssr: { external: true },
    build: {
      ssr: 'electron/main/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ['electron', ...builtinModules],
        output: { format: 'es', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}

/** One file of CommonJS, as the sandbox wants it. */
export function preloadConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    build: {
      lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
      outDir,
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      rolldownOptions: { external: ['electron'] },
    },
  }
}
