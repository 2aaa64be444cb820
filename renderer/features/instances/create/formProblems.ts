/** What is wrong with the form, by field, in words: what the cloud would refuse is not sent. Pure. */
import { problemsOf } from '../../../api/problems.ts'
import type { Actions } from '../../../api/useActions.ts'
import { addressProblem } from './addressIn.ts'
import { type Chosen, ownSize } from './chosen.ts'
import { userDataLook } from './cloudConfig.ts'
import type { Draft } from './draft.ts'
import { stepsOf } from './steps.ts'
import { isInstalledFrom, tooSmall, usableImages, usableNetworks, type World } from './world.ts'

/** By field: "name", "count", "image", "flavor", "cpus", "cards", "address.0", "metadata.1.key" … */
export type FormProblems = Readonly<Record<string, string>>

export function formProblems(draft: Draft, chosen: Chosen, world: World, { ACTIONS }: Actions): FormProblems {
  const server = stepsOf(draft, chosen, world).at(-1)
  const schema = problemsOf(ACTIONS['server.create'].input, server?.input)
  const found: Record<string, string | undefined> = {
    name: schema.name,
    count: /^\s*\d+\s*$/.test(draft.count) ? schema.count && 'From 1 to 100.' : 'Write a number from 1 to 100.',
    image: imageProblem(draft, chosen, world),
    ...sizeProblems(draft, chosen, world),
    cards: cardsProblem(chosen, world),
    ...addressProblems(draft, chosen, world),
    userData: userDataLook(draft.userData).problem ?? schema.userData,
    zone: schema.zone,
    host: schema.host,
    ...metadataProblems(draft, ACTIONS),
  }
  const problems = Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(problems)
}

function imageProblem({ imageId }: Draft, { image }: Chosen, { images }: World): string | undefined {
  if (image !== undefined) return undefined
  if (imageId !== undefined) return 'That image is gone, or cannot be used now. Choose another.'
  return usableImages(images).length === 0
    ? 'There is no image yet: bring one on the Images screen.'
    : 'Choose an image.'
}

function sizeProblems(draft: Draft, { flavor, image, size }: Chosen, world: World): Record<string, string | undefined> {
  if (draft.sizing === 'flavor') {
    if (flavor !== undefined) {
      const why = tooSmall(flavor, image)
      return { flavor: why && `${flavor.name} is too small: ${why}.` }
    }
    if (draft.flavorId !== undefined) return { flavor: 'That flavor is gone. Choose another.' }
    return {
      flavor:
        world.flavors.length === 0
          ? 'There is no flavor yet.'
          : isInstalledFrom(image)
            ? 'No flavor that is large enough has an ephemeral disk to install to: choose an own size.'
            : 'No flavor is large enough for the image.',
    }
  }
  const { cpus, disk, memory } = draft.own
  const whole = (text: string, least: number): boolean =>
    /^\s*\d+\s*$/.test(text) && Number(text) >= least && Number(text) <= 2 ** 31 - 1
  const fields = {
    cpus: whole(cpus, 1) ? undefined : 'Write a whole number from 1.',
    memory:
      ownSize({ cpus: '1', disk: '0', memory }) === undefined || Number(memory) > 2 ** 21 - 1
        ? 'Write GiB, like 2 or 0.5.'
        : undefined,
    disk: isInstalledFrom(image)
      ? whole(disk, 1)
        ? undefined
        : 'Write whole GiB from 1: it is installed to this disk.'
      : whole(disk, 0)
        ? undefined
        : 'Write whole GiB; 0 is as large as the image.',
  }
  const why = size && tooSmall(size, image)
  const isMemory = why?.includes('memory') === true
  const flavorNeeded = flavor === undefined && !world.isAdmin
  return {
    ...fields,
    memory: fields.memory ?? (isMemory ? `Too small: ${why}.` : undefined),
    disk: fields.disk ?? (why !== undefined && !isMemory ? `Too small: ${why}.` : undefined),
    flavor:
      size !== undefined && flavorNeeded
        ? 'No flavor has exactly this size, and only administrators make new ones.'
        : undefined,
  }
}

function cardsProblem({ cards }: Chosen, world: World): string | undefined {
  if (cards.length > 16) return '16 network cards at most.'
  if (cards.length > 0) return undefined
  const some = usableNetworks(world).some(({ subnetIds }) => subnetIds.length > 0)
  return some ? 'Choose a network.' : 'There is no network with a subnet yet: make one on the Networks screen.'
}

function addressProblems({ count }: Draft, { cards }: Chosen, { networks, subnets }: World) {
  const typed = cards.map(({ address }) => address.trim())
  return Object.fromEntries(
    cards.map(({ address, networkId }, index) => {
      const name = networks.find(({ id }) => id === networkId)?.name ?? 'the network'
      const why =
        address.trim() !== '' && Number(count) > 1
          ? 'Several instances cannot have the same address: leave it empty, or make one instance.'
          : address.trim() !== '' &&
              typed.indexOf(address.trim()) < index &&
              cards[typed.indexOf(address.trim())]?.networkId === networkId
            ? 'Another card has that address.'
            : addressProblem(
                address,
                subnets.filter((one) => one.networkId === networkId),
                name,
              )
      return [`address.${index}`, why]
    }),
  )
}

function metadataProblems({ metadata }: Draft, ACTIONS: Actions['ACTIONS']): Record<string, string | undefined> {
  const schema = ACTIONS['server.create'].input.shape.metadata
  const keys = metadata.map(({ key }) => key)
  return Object.fromEntries(
    metadata.flatMap(({ key, value }, index) => {
      if (key === '' && value === '') return []
      const wrong = Object.values(problemsOf(schema, { [key]: value }))[0]
      const keyWrong = Object.values(problemsOf(schema, { [key]: '' }))[0]
      const why = key === '' ? 'A name is needed.' : keys.indexOf(key) < index ? 'It is there already.' : keyWrong
      return [
        [
          `metadata.${index}.key`,
          why === undefined ? undefined : why.startsWith('Invalid') ? 'Letters, digits, spaces and - _ : . only.' : why,
        ],
        [`metadata.${index}.value`, why === undefined && keyWrong === undefined ? wrong : undefined],
      ]
    }),
  )
}
