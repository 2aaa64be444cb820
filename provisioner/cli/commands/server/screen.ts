/** `stackstead server console` and `log`. */
import { Command } from 'commander'
import { printable } from '../../render/text.ts'
import { onCloud, openPlace, type PlaceOptions } from '../../running/openPlace.ts'
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
}

export function serverLogCommand(): Command {
  const command = new Command('log')
    .summary('print what an instance said on its serial console')
    .argument('<server>', 'its name or id')
    .option('-n, --lines <n>', 'how many lines', positive, 100)
  return working<Log>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { id } = await serverNamed(place.os, wanted)
    const text = await place.os.servers.consoleOutput(id, own.lines)
    if (session.options.json) session.terminal.json({ id, text })
    else if (text.trim() !== '') session.terminal.out(printable(text).trimEnd())
    else session.terminal.note('It said nothing yet.')
    return 0
  })
}
