/** `stackstead server console` and `log`. */
import { setTimeout as delay } from 'node:timers/promises'
import { Command } from 'commander'
import { StacksteadError } from '../../../core/errors.ts'
import type { Server } from '../../../index.ts'
import { printable, shownName } from '../../render/text.ts'
import { newText } from '../../running/newText.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { positive } from '../../running/words.ts'
import { working } from '../../session.ts'

export function serverConsoleCommand(): Command {
  const command = new Command('console')
    .summary('print the address of an instance’s screen')
    .description(
      'Prints an address that shows the screen in a browser (noVNC). It opens for some minutes, to whoever has it. Where this computer is not on the management network, the window of Stackstead shows the same.',
    )
    .argument('<server>', 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id } = await serverNamed(place.os, wanted)
    const url = await place.os.servers.screenUrl(id)
    if (session.options.json) session.terminal.json({ id, url })
    else session.terminal.out(url)
    return 0
  })
}

interface Log extends PlaceOptions {
  readonly lines: number
  readonly follow?: boolean
}

/** Milliseconds between two looks: Nova asks the host each time. */
const EVERY = 1000

export function serverLogCommand(): Command {
  const command = new Command('log')
    .summary('print what an instance said on its serial console')
    .argument('<server>', 'its name or id')
    .option('-n, --lines <n>', 'how many lines', positive, 100)
    .option('--follow', 'go on with what it says, until Ctrl-C')
  return working<Log>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const server = await serverNamed(place.os, wanted)
    if (own.follow === true) return await follow(place, server, own.lines)
    const { id } = server
    const text = await place.os.servers.consoleOutput(id, own.lines)
    if (session.options.json) session.terminal.json({ id, text })
    else if (text.trim() !== '') session.terminal.out(printable(text).trimEnd())
    else session.terminal.note('It said nothing yet.')
    return 0
  })
}

/** The beginning of an escape sequence whose end is still to come. */
const UNFINISHED = /\u001b(?:[[\]()#][^\u0007a-zA-Z\u001b]*)?$/

/** With --json a value for each piece. */
async function follow(place: Place, { id, name }: Pick<Server, 'id' | 'name'>, lines: number): Promise<number> {
  const { options, terminal } = place.session
  const show = (text: string): void => {
    if (text === '') return
    if (options.json) terminal.json({ id, text })
    else terminal.write(printable(text))
  }
  for (let before: string | undefined; ; ) {
    const now = (await said(place, id, name))?.replace(UNFINISHED, '')
    if (now !== undefined) {
      const { gap, text } = before === undefined ? { gap: false, text: lastLines(now, lines) } : newText(before, now)
      if (gap && before !== '') terminal.note('… More was said than is kept, or it began anew …')
      show(text)
      before = now
    }
    try {
      await delay(EVERY, undefined, { signal: place.signal })
    } catch {
      return 0
    }
  }
}

/** A line that is not ended yet counts. */
function lastLines(text: string, lines: number): string {
  const all = text.split('\n')
  return all.slice(-lines - (all.at(-1) === '' ? 1 : 0)).join('\n')
}

/** Undefined while it has no console yet. Rejects with `api` when it is gone. */
async function said({ os, signal }: Place, id: string, name: string): Promise<string | undefined> {
  try {
    return await os.servers.consoleOutput(id)
  } catch (error) {
    if (signal.aborted) return undefined
    const server = await os.servers.get(id)
    if (server === undefined) {
      throw new StacksteadError({ code: 'api', message: `The instance ${shownName(name)} was deleted.` })
    }
    // While it is built, moved or unshelved there is nothing to read from.
    if (server.task !== undefined || server.status === 'BUILD') return undefined
    throw error
  }
}
