/** What a person may get wrong, on a real machine: a clear message, status 1, and nothing changed. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cutMachine, startMachine } from '../../provisioner/lab/index.ts'
import { labCloudFile } from '../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../support/labRoom.ts'
import { LISTING, listingDifference } from '../support/listing.ts'

const LAB = 'bad'
const MACHINE = 'cloud'

let room: LabRoom
let good: string
let before: string

beforeAll(async () => {
  room = await labRoom(LAB, [MACHINE])
  good = labCloudFile(room.lab, 'all-in-one')
  await room.ssh(
    MACHINE,
    'sudo useradd -m -s /bin/bash guest && sudo cp -r /home/debian/.ssh /home/guest/ && sudo chown -R guest: /home/guest',
  )
  before = await room.ssh(MACHINE, LISTING)
})

afterAll(async () => room?.[Symbol.asyncDispose]())

/** Applies a cloud.yaml and expects a refusal with these words, and a machine that is as it was. */
async function refused(cloud: string, ...words: readonly string[]): Promise<void> {
  await room.writeCloud(cloud)
  const result = await room.cli('apply', '--yes')
  const said = result.stdout + result.stderr
  expect(result.status, said).toBe(1)
  for (const word of words) expect(said).toContain(word)
  expect(said).not.toMatch(/\n\s+at .*:\d+:\d+/)
}

async function untouched(): Promise<void> {
  expect(listingDifference(before, await room.ssh(MACHINE, LISTING))).toEqual([])
}

/** The same file with one text replaced, which must be in it. */
function changed(from: string | RegExp, to: string): string {
  const text = good.replace(from, to)
  expect(text).not.toBe(good)
  return text
}

describe.sequential('a mistake in cloud.yaml', () => {
  test('an unknown role is named with its place and the likely word', () =>
    refused(changed('[ controller,', '[ controler,'), 'cloud.yaml:', 'controler', 'controller'))

  test('an instance range outside its subnet', () =>
    refused(
      changed(/instances: [\d.-]+/, 'instances: 10.1.2.3-10.1.2.9'),
      'cloud.yaml:',
      'The range is not inside the provider network',
    ))

  test('two machines of one address', () =>
    refused(
      changed(/^machines:\n/m, 'machines:\n  twin: { address: ADDRESS, roles: [compute] }\n').replace(
        'ADDRESS',
        addressOf(),
      ),
      'twin',
      addressOf(),
    ))

  test('overlapping networks', () =>
    refused(
      changed(/^networks:\n/m, `networks:\n  tenant: { subnet: ${room.lab.networks.provider.subnet} }\n`),
      'The tenant network is also the provider network',
    ))

  test('a provider card the machine does not have', () => refused(changed(/enp2s0/g, 'enp9s9'), 'enp9s9'))

  test('a name with shell signs in it', () =>
    refused(changed(/^name: .*/m, 'name: "$(reboot)"'), 'cloud.yaml:', 'A name has'))

  test('nothing of that reached the machine', untouched)
})

describe.sequential('a machine that is not fit', () => {
  test('a login user without sudo', () => refused(changed(/user: debian/g, 'user: guest'), 'sudo'))

  test('another release of Debian', async () => {
    await room.ssh(MACHINE, 'sudo sed -i.kept "s/13/12/; s/trixie/bookworm/" /usr/lib/os-release')
    await refused(good, '12 (bookworm)', 'Upgrade it to Debian 13 first')
    await room.ssh(MACHINE, 'sudo mv /usr/lib/os-release.kept /usr/lib/os-release')
  })

  test('a name server that does not answer', async () => {
    await room.ssh(
      MACHINE,
      'sudo cp --remove-destination /etc/resolv.conf /root/resolv.conf; echo nameserver 127.0.0.77 | sudo tee /etc/resolv.conf',
    )
    await refused(good, MACHINE)
    await room.ssh(MACHINE, 'sudo cp /root/resolv.conf /etc/resolv.conf; sudo rm /root/resolv.conf')
  })

  test('a machine that is off', async () => {
    await cutMachine(LAB, MACHINE)
    await refused(good, 'Check that the machine is on')
    await startMachine(LAB, MACHINE)
  })

  test('a host key that has changed', async () => {
    const file = join(room.options.home, '.config/stackstead/known_hosts')
    const known = await readFile(file, 'utf8')
    const other = 'AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'
    await writeFile(file, known.replace(/^(\S+) \S+ \S+/gm, `$1 ssh-ed25519 ${other}`))
    await refused(good, 'host key')
    await writeFile(file, known)
  })

  test('nothing of that changed the machine', untouched)
})

function addressOf(): string {
  const address = room.lab.machines[0]?.management
  if (address === undefined) throw new Error('the lab has no machine')
  return address
}
