/** app://stackstead/: the built page under an origin of its own, with the policy that a browser gets, too. */
import { protocol, type Session } from 'electron'
import type { PageFiles } from '../shell/pageFiles.ts'
import { SAFE_HEADERS } from '../shell/pagePolicy.ts'

export const PAGE_ORIGIN = 'app://stackstead'

/** Before the app is ready: Chromium learns then that this scheme is an origin like https. */
export function declarePage(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ])
}

export function servePage(session: Session, page: PageFiles): void {
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'stackstead' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      return new Response('There is no such page.\n', { status: 404, headers: SAFE_HEADERS })
    }
    const { status, headers, body } = await page.answer(pathname)
    return new Response(new Uint8Array(body), { status, headers })
  })
}

/** Whether an address is the page's. `URL.origin` is no help: it is "null" for schemes Node does not know. */
export function isPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url !== undefined && url.protocol === 'app:' && url.host === 'stackstead'
}
