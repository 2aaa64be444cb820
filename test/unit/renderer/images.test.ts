/** Images in the page: what they are called, what may be done with them, what a form makes of what was given. */
import { expect, test } from 'vitest'
import { ACTIONS } from '../../../electron/contract/actions.ts'
import type { CatalogueImage, ImageTransfer } from '../../../electron/contract/images.ts'
import type { Image, Server } from '../../../electron/contract/live.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { VISIBILITIES } from '../../../provisioner/actions/images.ts'
import { IMAGE_CATALOGUE } from '../../../provisioner/openstack/imageCatalogue.ts'
import {
  addressProblem,
  catalogueImage,
  checksumInput,
  checksumProblem,
  diskFor,
  formatOfName,
  nameOf,
  packedOfName,
} from '../../../renderer/features/images/add/newImage.ts'
import {
  IMAGE_DEEDS,
  imageVerdict,
  isLaunchable,
  launchAddress,
  mayChange,
} from '../../../renderer/features/images/deeds.ts'
import {
  byteWords,
  imageState,
  isSnapshot,
  needsWords,
  systemWords,
  VISIBILITY_WORDS,
} from '../../../renderer/features/images/imageWords.ts'
import { imageRows, imageSummary, usedBy } from '../../../renderer/features/images/rows.ts'
import { transferShare, transferWords } from '../../../renderer/features/images/transferWords.ts'
import { hasPairProblem, pairChanges, pairProblem, pairsOf, recordOf, withPair } from '../../../renderer/ui/pairs.ts'

const image = (fields: Partial<Image> = {}): Image => ({
  ...{ id: 'i1', name: 'debian', status: 'active', format: 'qcow2', containerFormat: 'bare', visibility: 'private' },
  ...{ size: 420_000_000, virtualSize: undefined, minDisk: 0, minMemory: 0, hash: undefined, md5: undefined },
  ...{ createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', isProtected: false, projectId: 'p' },
  ...{ tags: [], properties: {} },
  ...fields,
})

const me = (isAdmin: boolean, project = 'p'): Me => ({
  user: { id: 'u', name: 'demo' },
  project: { id: project, name: project },
  roles: [],
  isAdmin,
  authUrl: '',
  services: [],
})

const possible = (one: Image, who: Me | undefined): readonly string[] =>
  IMAGE_DEEDS.filter((deed) => imageVerdict(deed, one, who) !== undefined).map(({ id }) => id)

test('its owner and administrators change an image, nobody else', () => {
  expect(possible(image(), me(false, 'other'))).toEqual([])
  expect(possible(image(), undefined)).toEqual([])
  expect(possible(image(), me(false))).toEqual(['edit', 'properties', 'visibility', 'deactivate', 'delete'])
  expect(possible(image({ status: 'deactivated' }), me(true, 'other'))).toContain('reactivate')
  expect(mayChange(image({ projectId: undefined }), me(false))).toBe(false)
})

test('a protected image says why it is not deleted', () => {
  expect(imageVerdict({ id: 'delete' }, image({ isProtected: true }), me(true))?.why).toContain('protected')
})

test('an instance starts from what is ready, with its id in the address, whatever it is', () => {
  expect([isLaunchable(image()), isLaunchable(image({ status: 'deactivated' }))]).toEqual([true, false])
  expect(launchAddress('home', { id: 'a&b=c' })).toBe('/clouds/home/instances/new?image=a%26b%3Dc')
})

test('states, systems and needs in words', () => {
  expect(imageState(image())).toEqual({ kind: 'works', words: 'Ready' })
  expect(imageState(image({ status: 'from_the_future' }))).toEqual({ kind: 'needs-you', words: 'from_the_future' })
  expect(systemWords(image({ properties: { os_distro: 'debian', os_version: '13' } }))).toBe('Debian 13')
  expect(systemWords(image({ properties: { os_distro: '<b>' } }))).toBe('<b>')
  expect(systemWords(image())).toBeUndefined()
  expect(isSnapshot(image({ properties: { image_type: 'snapshot' } }))).toBe(true)
  expect(needsWords(image({ minDisk: 3, minMemory: 2048 }))).toBe('3 GiB disk, 2.0 GiB RAM')
  expect(needsWords(image())).toBeUndefined()
  expect([byteWords(17), byteWords(860_160), byteWords(21_430_272), byteWords(2_254_857_830)]).toEqual([
    ...['17 B', '840 KiB', '20 MiB', '2.1 GiB'],
  ])
  expect(Object.keys(VISIBILITY_WORDS).sort()).toEqual([...VISIBILITIES].sort())
})

test('a row tells what is being done to it, and whose it is', () => {
  const around = { projects: new Map([['p', { name: 'demo' }]]), toldAt: 5 }
  const rows = (doings: ReadonlyMap<string, { words: string }>) =>
    imageRows([image(), image({ id: 'i2', status: 'saving' })], { ...around, doings })
  expect(rows(new Map())[0]).toMatchObject({ projectName: 'demo', state: { kind: 'works' } })
  expect(rows(new Map([['i1', { words: 'Deleting' }]]))[0]?.state).toEqual({ kind: 'progress', words: 'Deleting' })
  expect(imageSummary(rows(new Map()))).toBe('2 images: 1 ready, 1 on the way')
  const servers = [{ imageId: 'i1' }, { imageId: 'i3' }, { imageId: undefined }] as Server[]
  expect(usedBy(image(), servers)).toHaveLength(1)
})

const SHA256 = 'a'.repeat(64)
test.each([
  ['', undefined, undefined],
  [SHA256, { value: SHA256 }, undefined],
  [` sha256:${SHA256} `, { value: SHA256 }, undefined],
  ['https://example.org/SHA256SUMS', { url: 'https://example.org/SHA256SUMS' }, undefined],
  ['d41d8cd98f00b204e9800998ecf8427e', { value: 'd41d8cd98f00b204e9800998ecf8427e' }, 'A SHA-256 has 64'],
] as const)('the checksum %j', (typed, input, problem) => {
  expect(checksumInput(typed)).toEqual(input)
  if (problem === undefined) expect(checksumProblem(typed)).toBeUndefined()
  else expect(checksumProblem(typed)).toContain(problem)
})

test('names and formats follow from where an image comes from', () => {
  expect(nameOf('https://example.org/a/debian-13%20x.qcow2?version=2')).toBe('debian-13 x')
  expect(nameOf('~/images/disk.IMG')).toBe('disk')
  expect(nameOf('https://example.org/%ff')).toBe('%ff')
  expect([formatOfName('a.iso'), formatOfName('a.img'), formatOfName('a.QCOW2')]).toEqual(['iso', undefined, 'qcow2'])
  expect([packedOfName('disk.img.xz'), packedOfName('disk.img')]).toEqual(['xz', undefined])
  expect(addressProblem('https://example.org/a')).toBeUndefined()
  for (const wrong of ['', 'file:///etc/passwd', 'disk.qcow2']) expect(addressProblem(wrong)).toBeDefined()
  expect([diskFor({ virtualSize: 3 * 1024 ** 3 + 1 }), diskFor({})]).toEqual([4, 0])
})

test('every image of the catalogue is one Glance takes, and says who logs in', () => {
  for (const one of IMAGE_CATALOGUE as readonly CatalogueImage[]) {
    const made = ACTIONS['image.create'].input.safeParse(catalogueImage(one, one.title, 'private'))
    expect(made.success).toBe(true)
    expect(made.data?.properties).toMatchObject({ os_admin_user: one.login })
  }
})

test('how far an image is', () => {
  const one: ImageTransfer = { id: 't', name: 'd', from: 'f', state: 'sending', sent: 104_857_600, startedAt: 0 }
  expect(transferWords({ ...one, state: 'preparing', sent: 0 })).toBe('')
  expect(transferWords(one)).toBe('100 MiB')
  expect(transferWords({ ...one, total: 209_715_200, rate: 1_048_576, remaining: 100_000 })).toBe(
    '100 MiB of 200 MiB · 1 MiB/s · 1:40 left',
  )
  expect([transferShare(one), transferShare({ sent: 1, total: 4 }), transferShare({ sent: 9, total: 4 })]).toEqual([
    ...[undefined, 0.25, 1],
  ])
})

test('pairs become what is set and what is taken away', () => {
  const before = { a: '1', b: '2', c: '3' }
  const pairs = pairsOf(before).map((pair) => (pair.key === 'a' ? { ...pair, value: '9' } : pair))
  const without = withPair(pairs.filter(({ key }) => key !== 'b'))
  const named = without.map((pair) => (pair.key === '' ? { ...pair, key: ' d ', value: '' } : pair))
  expect(pairChanges(before, named)).toEqual({ set: { a: '9', d: '' }, unset: ['b'] })
  expect(pairChanges(before, pairsOf(before))).toEqual({ set: {}, unset: [] })
  expect(recordOf(withPair([]))).toEqual({})
})

test('a name twice or none is wrong; an empty row is not', () => {
  const [one, two] = [
    { row: 0, key: 'a', value: '1' },
    { row: 1, key: 'a ', value: '2' },
  ]
  expect(pairProblem(one, [one, two])).toBeUndefined()
  expect(pairProblem(two, [one, two])).toContain('already')
  expect(hasPairProblem([{ row: 0, key: '', value: 'x' }])).toBe(true)
  expect(hasPairProblem(withPair([one]))).toBe(false)
  expect(new Set(withPair(withPair([two])).map(({ row }) => row)).size).toBe(3)
})
