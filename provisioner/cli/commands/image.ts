/** `stackstead image`: what instances start from. */
import { Command } from 'commander'
import { fieldLines } from '../render/fields.ts'
import { table } from '../render/table.ts'
import { bytes, count, listed, shownName } from '../render/text.ts'
import { act } from '../running/act.ts'
import { confirmed } from '../running/confirmed.ts'
import { oneOf } from '../running/oneOf.ts'
import { onCloud, openPlace, type PlaceOptions } from '../running/openPlace.ts'
import { working } from '../session.ts'
import { imageChangeCommands } from './imageChange.ts'
import { imageCreateCommand } from './imageCreate.ts'

export function imageCommand(): Command {
  const image = new Command('image')
    .summary('list, upload, change, share and delete images')
    .description('Images of the running cloud: what instances start from. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead image create --catalogue debian-13
  stackstead image create router --upload openwrt.img --format raw
  stackstead image create fedora --url https://… --sha256 …
  stackstead image set router --property hw_firmware_type=uefi --min-disk 2`,
    )
  for (const command of [listCommand(), showCommand(), imageCreateCommand(), ...imageChangeCommands(), deleteCommand()])
    image.addCommand(command)
  return image
}

function listCommand(): Command {
  return working<PlaceOptions>(onCloud(new Command('list').summary('show images'), 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const images = await place.os.images.list()
    const { options, terminal } = session
    const rows = images.map((one) => [
      shownName(one.name),
      one.status,
      one.format ?? '',
      one.size === undefined ? '' : bytes(one.size),
      one.visibility,
      one.id,
    ])
    if (options.json) terminal.json(images)
    else if (rows.length > 0)
      terminal.out(table([['NAME', 'STATE', 'FORMAT', 'SIZE', 'WHO', 'ID'], ...rows], { ...terminal, right: [3] }))
    else terminal.note('There is no image. "stackstead image create --catalogue debian-13" gets one.')
    return 0
  })
}

function showCommand(): Command {
  const command = new Command('show').summary('show one image').argument('<image>', 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const image = oneOf(['image', 'images'], wanted, await place.os.images.list())
    const { options, terminal } = session
    if (options.json) terminal.json(image)
    else
      terminal.out(
        fieldLines(
          [
            ['Name', shownName(image.name)],
            ['Id', image.id],
            ['State', image.status],
            ['Format', image.format],
            ['Size', image.size === undefined ? undefined : bytes(image.size)],
            ['Needs', `${image.minDisk} GiB disk, ${image.minMemory} MiB memory`],
            ['For', image.visibility],
            [image.hash?.algorithm ?? '', image.hash?.value],
            ['Protected', image.isProtected ? 'yes' : undefined],
            ['Created', image.createdAt],
            ...Object.entries(image.properties).map(([key, value]) => [shownName(key), shownName(value)] as const),
          ],
          terminal,
        ),
      )
    return 0
  })
}

function deleteCommand(): Command {
  const command = new Command('delete')
    .summary('delete images')
    .argument('<image...>', 'names or ids')
    .option('-y, --yes', 'do not ask')
  return working<PlaceOptions & { yes?: boolean }>(onCloud(command, 'changes'), async (session, own, wanted) => {
    await using place = await openPlace(session, own)
    const all = await place.os.images.list()
    const images = wanted.map((one) => oneOf(['image', 'images'], one, all))
    const names = listed(images.map(({ name }) => shownName(name)))
    if (!(await confirmed(place, own.yes === true, `Delete ${names}? Instances made from it go on.`))) return 1
    for (const { id, name } of images) await act(place, 'image.delete', { id, name })
    if (place.explains) return 0
    if (session.options.json) session.terminal.json(images.map(({ id, name }) => ({ id, name })))
    else session.terminal.out(`${count(images.length, 'image')} deleted: ${names}`)
    return 0
  })
}
