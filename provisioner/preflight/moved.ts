/** Parts that were moved away from what they keep: the service would begin anew, empty, beside its data. */
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import { KEPT, type Kept } from '../config/kept.ts'
import { keptData } from '../facts/keptData.ts'
import { known, listed, type PreflightCheck, type Readings } from './check.ts'
import { error, type Finding, ok } from './finding.ts'

export const moved: PreflightCheck = {
  id: 'moved',
  title: 'What moved parts keep',
  facts: () => KEPT.map(({ place }) => keptData(place)),
  findings: (readings) =>
    readings.cloud.machines.flatMap((machine) => {
      const left = KEPT.filter((kept) => isLeft(kept, machine, readings))
      if (left.length > 0) return left.map((kept) => leftBehind(kept, machine.name, readings.cloud))
      const isOurs = KEPT.some(({ place }) => known(readings, keptData(place)).get(machine.name)?.ours === true)
      return isOurs ? [ok('moved', machine.name, 'What its parts keep is where they are.')] : []
    }),
}

/** A part with one place may leave its data once they are at the new one as well. */
function isLeft({ part, place, carried }: Kept, machine: CloudMachine, readings: Readings): boolean {
  if (machine.parts.includes(part)) return false
  const states = known(readings, keptData(place))
  const here = states.get(machine.name)
  if (here === undefined || !here.present || !here.ours) return false
  if (carried === undefined) return true
  return homesOf(readings.cloud, part).some((name) => states.get(name)?.present === false)
}

function homesOf(cloud: Cloud, part: Kept['part']): string[] {
  return cloud.machines.filter((machine) => machine.parts.includes(part)).map(({ name }) => name)
}

function leftBehind({ part, what, place, carried }: Kept, from: string, cloud: Cloud): Finding {
  const id = `moved/${part}`
  if (carried === undefined)
    return error(
      id,
      from,
      `${from} is no compute any more in cloud.yaml, but holds the ${what} in ${place.folder}.`,
      'Nobody would look after these instances: they could not be started, moved or removed.',
      `Make ${from} a compute again, move its instances off (Computes in the window) or delete them, and then take the role away.`,
    )
  const to = listed(homesOf(cloud, part))
  const paths = carried.paths.map((path) => path.slice(1)).join(' ')
  const stop = `systemctl stop ${carried.unit}`
  return error(
    id,
    from,
    `${part} was moved from ${from} to ${to}, but the ${what} are still on ${from}, in ${listed(carried.paths)}.`,
    `Applying would begin with an empty ${part} on ${to}, and what the cloud knows would be lost to it.`,
    `Put it back: "placement: { ${part}: ${from} }". Or carry it over: stop it on ${from} ("${stop}"), on ${to} run "apt-get install --no-install-recommends ${carried.package}" and "${stop}", ` +
      `copy with "stackstead ssh ${from} sudo tar -C / -cf - ${paths} | stackstead ssh ${to} sudo tar -C / -xpf -", and check again.`,
  )
}
