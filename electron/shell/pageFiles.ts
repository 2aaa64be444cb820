/** The built page as files: which one an address means, its type, and how long it may be kept. */
import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { contentPolicy, SAFE_HEADERS, styleNonce, withNonce } from './pagePolicy.ts'

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Of content that stays the same for this key; absent for what is made for one answer only. */
  readonly key?: string
}

export interface PageFiles {
  /** @param path of an address, still percent-encoded; one without an extension is a screen, and the page itself answers */
  answer(path: string, connect?: readonly string[]): Promise<PageAnswer>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Vite writes a hash of the content into these files' names. */
const HASHED = '/assets/'

/** @param folder the built page, with index.html in it */
export function pageFiles(folder: string): PageFiles {
  return {
    async answer(path, connect) {
      const name = plainName(path)
      if (name === undefined) return missing()
      const extension = extname(name)
      if (extension === '' || name === '/index.html') return page(folder, connect)
      const type = TYPES[extension]
      const file = join(folder, name)
      const content = type === undefined || !file.startsWith(folder + sep) ? undefined : await read(file)
      if (type === undefined || content === undefined) return missing()
      const lasting = name.startsWith(HASHED) ? 'private, max-age=31536000, immutable' : 'no-cache'
      const headers = { ...SAFE_HEADERS, 'content-type': type, 'cache-control': lasting }
      return { status: 200, headers, body: content.body, key: `${name} ${content.changed}` }
    },
  }
}

/** Names with dots at the beginning, backslashes, empty or control parts are nobody's screen and no file of ours. */
function plainName(path: string): string | undefined {
  let name: string
  try {
    name = decodeURIComponent(path)
  } catch {
    return undefined
  }
  const parts = name.split('/').slice(1)
  const odd = parts.some((part) => part.startsWith('.') || /[\\\0-\x1f]/.test(part))
  return name.startsWith('/') && !odd ? name : undefined
}

async function page(folder: string, connect?: readonly string[]): Promise<PageAnswer> {
  const nonce = styleNonce()
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const headers = {
    ...SAFE_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy(nonce, connect),
  }
  return { status: 200, headers, body: Buffer.from(withNonce(html, nonce)) }
}

async function read(file: string): Promise<{ readonly body: Buffer; readonly changed: number } | undefined> {
  try {
    const { mtimeMs } = await stat(file)
    return { body: await readFile(file), changed: mtimeMs }
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined
    }
    throw error
  }
}

function missing(): PageAnswer {
  const headers = { ...SAFE_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 404, headers, body: Buffer.from('There is no such file.\n') }
}
