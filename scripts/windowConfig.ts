/** How the window's main process and preload are bundled, and the command line that packages bring. */
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

/** With all packages in it: beside the archive of a package there are none. */
export function commandLineConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    publicDir: false,
    ssr: { noExternal: true },
    // ssh2 asks for it, to find a program for Windows.
    define: { __dirname: 'import.meta.dirname' },
    build: {
      ssr: 'provisioner/cli/main.ts',
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        // Compiled parts of ssh2, which does without them.
        external: [...builtinModules, /^node:/, /\.node$/, 'cpu-features'],
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
