/** Serves the app to a browser: from the first line it prints to the last. */
import { errorData, StacksteadError } from '../../provisioner/core/errors.ts'
import { openApp } from '../app/openApp.ts'
import { PAGE_FOLDER } from '../shell/appFolder.ts'
import { pageFiles } from '../shell/pageFiles.ts'
import { soleApp } from '../shell/soleApp.ts'
import { serveHost } from './host.ts'
import { openPage } from './openPage.ts'
import { type StartOptions, USUAL_PORT } from './options.ts'
import { openServer, type Server, type ServerOptions } from './server.ts'
import { openSessions } from './sessions.ts'
import { untilStopped } from './untilStopped.ts'

/** Resolves when the person has ended it. Rejects with what kept it from starting. */
export async function serve(options: StartOptions): Promise<void> {
  const host = await serveHost()
  await using sole = await soleApp(host.folder)
  await using app = await openApp(host)
  const anotherLink = process.stdin.isTTY === true
  await using server = await listen(options.port, {
    app,
    page: pageFiles(PAGE_FOLDER),
    sessions: await openSessions(host.folder),
    anotherLink,
    onError: (error) => console.error(`Stackstead failed to answer a request: ${errorData(error).message}`),
  })
  await sole.openAt(`http://127.0.0.1:${server.port}`)
  const link = server.link()
  say(options, server, link)
  await using page = await openPage(
    link,
    host.folder,
    options.open ? undefined : { platform: 'linux', environment: {} },
  )
  if (page.opened && !options.json) console.log('It was opened in the browser, too.')
  if (anotherLink) process.stdin.on('data', () => say(options, server, server.link()))
  await untilStopped(app)
  process.stdin.pause()
}

function say(options: StartOptions, server: Server, url: string): void {
  if (options.json) console.log(JSON.stringify({ url, port: server.port, pid: process.pid }))
  else console.log(`Stackstead is at ${url}\n(this link works once; Enter prints another, Ctrl-C ends)`)
}

/** The usual port where it is free, so that a page that is still open finds the app again. */
async function listen(port: number | undefined, options: Omit<ServerOptions, 'port'>): Promise<Server> {
  try {
    return await openServer({ ...options, port: port ?? USUAL_PORT })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (port === undefined && code === 'EADDRINUSE') return openServer({ ...options, port: 0 })
    throw new StacksteadError(
      {
        code: 'invalid-input',
        message: `Port ${port ?? USUAL_PORT} on 127.0.0.1 cannot be used: ${reason(code)}.`,
        remedy: 'Leave --port out to use any that is free.',
      },
      { cause: error },
    )
  }
}

function reason(code: string | undefined): string {
  if (code === 'EADDRINUSE') return 'another program has it'
  return code === 'EACCES' ? 'this user may not' : String(code)
}
