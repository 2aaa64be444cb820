/** The browser the window's tests drive: Debian's Chromium, installed where the person is root. */
import { existsSync } from 'node:fs'
import { run } from './run.ts'

export const CHROMIUM = '/usr/bin/chromium'

export type BrowserReadiness = { readonly ready: true } | { readonly ready: false; readonly reason: string }

export function prepareBrowser(): BrowserReadiness {
  if (existsSync(CHROMIUM)) return { ready: true }
  const line = 'apt-get install --yes --no-install-recommends chromium'
  if (process.getuid?.() !== 0) return { ready: false, reason: `run this first: sudo ${line}` }
  console.log('Installing what the tests of the window need: chromium')
  run('apt-get', ['update', '-qq'])
  run('apt-get', line.split(' ').slice(1), { DEBIAN_FRONTEND: 'noninteractive' })
  return existsSync(CHROMIUM) ? { ready: true } : { ready: false, reason: `this did not work here: ${line}` }
}
