/** What kind of disk a file holds: by its content, else by its name. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { imageFile } from '../../../provisioner/engine/imageFile.ts'
import { fileFormat } from '../../../provisioner/openstack/imageFormat.ts'
import { rejection } from '../../support/sshClient.ts'

function file(at: number, sign: string, length = 33_000): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.write(sign, at, 'latin1')
  return bytes
}

test.each([
  [0, 'KDMV', 'vmdk'],
  [0, '# Disk DescriptorFile\n', 'vmdk'],
  [0x40, '\x7f\x10\xda\xbe', 'vdi'],
  [0, 'vhdxfile', 'vhdx'],
  [0, 'conectix', 'vhd'],
  [32_769, 'CD001', 'iso'],
  [510, '\x55\xaa', 'raw'],
] as const)('a file with a sign at %i is what the sign says, whatever its name', (at, sign, format) => {
  expect(fileFormat('disk.qcow2', file(at, sign))).toEqual({ format, by: 'content' })
})

test('a qcow2 tells how large the disk inside is', () => {
  const bytes = file(0, 'QFI\xfb')
  bytes.writeBigUInt64BE(3_221_225_472n, 24)
  expect(fileFormat('ubuntu.img', bytes)).toEqual({ format: 'qcow2', by: 'content', virtualSize: 3_221_225_472 })
  expect(fileFormat('short', bytes.subarray(0, 10))).toEqual({ format: 'qcow2', by: 'content' })
})

test('an ISO that also boots from a stick is an ISO', () => {
  const bytes = file(32_769, 'CD001')
  bytes.write('\x55\xaa', 510, 'latin1')
  expect(fileFormat('debian.iso', bytes)).toMatchObject({ format: 'iso' })
})

test('a fixed VHD has its sign at the end', () => {
  expect(fileFormat('disk', Buffer.alloc(1000), file(0, 'conectix', 512))).toEqual({ format: 'vhd', by: 'content' })
})

test('without a sign the name is believed; what is packed is called so', () => {
  expect(fileFormat('a.vdi', Buffer.alloc(600))).toEqual({ format: 'vdi', by: 'name' })
  expect(fileFormat('anything', Buffer.alloc(0))).toEqual({ format: 'raw', by: 'name' })
  for (const [sign, packed] of [
    ['\x1f\x8b', 'gzip'],
    ['\xfd7zXZ\0', 'xz'],
    ['\x28\xb5\x2f\xfd', 'zstd'],
    ['PK\x03\x04', 'zip'],
  ] as const)
    expect(fileFormat('disk.raw', file(0, sign, 600))).toMatchObject({ packed, by: 'name' })
})

test('a file of this computer is looked at from both ends; what is none says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-image-'))
  const path = join(folder, 'disk')
  await writeFile(path, Buffer.concat([Buffer.alloc(40_000), file(0, 'conectix', 512)]))
  expect(await imageFile(path)).toEqual({ size: 40_512, format: 'vhd', by: 'content' })
  for (const wrong of [folder, join(folder, 'gone')])
    expect(await rejection(imageFile(wrong))).toMatchObject({ data: { code: 'invalid-input' } })
  await writeFile(path, '')
  expect(await rejection(imageFile(path))).toMatchObject({ data: { message: `${path} cannot be read: it is empty.` } })
  await rm(folder, { recursive: true })
})
