/** The app in Electron itself, with data of its own, wherever Electron's binary is. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronBinary, hasDisplay } from '../../scripts/electronBinary.ts'
import { freshBuild } from '../../scripts/freshBuild.ts'

export interface ElectronWindow extends AsyncDisposable {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Path of Electron's binary; undefined, with the reason printed, where it or a display is missing. */
export function electronHere(): string | undefined {
  const binary = electronBinary(false)
  if (!('path' in binary)) console.log('skipped: no Electron binary')
  else if (!hasDisplay()) console.log('skipped: no display for Electron')
  else return binary.path
  return undefined
}

export async function electronWindow(executablePath: string): Promise<ElectronWindow> {
  await freshBuild(['page', 'window'])
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-electron-'))
  const app = await _electron.launch({
    executablePath,
    // Chromium's own sandbox refuses root; the page's is on all the same.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(import.meta.dirname, '..', '..')],
    env: {
      ...(process.env as Record<string, string>),
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
  })
  return {
    app,
    page: await app.firstWindow(),
    async [Symbol.asyncDispose]() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
