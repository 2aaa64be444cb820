/** `stackstead flavor`: the sizes instances come in. */
import { Command } from 'commander'
import { table } from '../render/table.ts'
import { shownName } from '../render/text.ts'
import { onCloud, openPlace, type PlaceOptions } from '../running/openPlace.ts'
import { working } from '../session.ts'

export function flavorCommand(): Command {
  const flavor = new Command('flavor').summary('list the sizes of instances').description('Sizes instances come in.')
  const list = new Command('list').summary('show flavors')
  working<PlaceOptions>(onCloud(list, 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const flavors = (await place.os.flavors.list()).sort((a, b) => a.memory - b.memory || a.cpus - b.cpus)
    const { options, terminal } = session
    const rows = flavors.map((one) => [
      shownName(one.name),
      String(one.cpus),
      `${one.memory} MiB`,
      one.disk === 0 ? 'as the image' : `${one.disk} GiB`,
      one.id,
    ])
    const look = { ...terminal, right: [1, 2, 3] }
    if (options.json) terminal.json(flavors)
    else if (rows.length > 0) terminal.out(table([['NAME', 'VCPU', 'MEMORY', 'DISK', 'ID'], ...rows], look))
    else terminal.note('There is no flavor; an administrator has to make one.')
    return 0
  })
  return flavor.addCommand(list)
}
