/** `stackstead server delete`. */
import { Command } from 'commander'
import { count, listed, shownName } from '../../render/text.ts'
import { act } from '../../running/act.ts'
import { confirmed } from '../../running/confirmed.ts'
import { onCloud, openPlace, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { untilGone } from '../../running/untilReady.ts'
import { working } from '../../session.ts'

interface Own extends PlaceOptions {
  readonly yes?: boolean
  readonly wait: boolean
}

export function serverDeleteCommand(): Command {
  const command = new Command('delete')
    .summary('delete instances with their disks')
    .argument('<server...>', 'names or ids')
    .option('-y, --yes', 'do not ask')
    .option('--no-wait', 'end as soon as it is asked for')
  return working<Own>(onCloud(command, 'changes'), async (session, own, wanted) => {
    await using place = await openPlace(session, own)
    // All are found before the first is deleted.
    const servers = await Promise.all(wanted.map((one) => serverNamed(place.os, one)))
    const names = listed(servers.map(({ name }) => shownName(name)))
    const volumes = servers.flatMap((server) => server.volumes).filter(({ goesWithIt }) => goesWithIt)
    const also = volumes.length === 0 ? '' : ` ${count(volumes.length, 'volume')} deleted as well.`
    const question = `Delete ${names}? What is on ${servers.length === 1 ? 'its disk' : 'their disks'} is lost.${also}`
    if (!(await confirmed(place, own.yes === true, question))) return 1
    for (const { id, name } of servers) await act(place, 'server.delete', { id, name })
    if (place.explains) return 0
    if (own.wait) await untilGone(place, servers)
    if (session.options.json) session.terminal.json(servers.map(({ id, name }) => ({ id, name })))
    else
      session.terminal.out(`${count(servers.length, 'instance')} ${own.wait ? 'deleted' : 'being deleted'}: ${names}`)
    return 0
  })
}
