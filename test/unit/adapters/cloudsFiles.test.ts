/** Where clouds.yaml is looked for: the order of openstacksdk, and a secure.yaml that belongs to it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cloudsFile, cloudsFiles, type Places } from '../../../provisioner/adapters/cloudsFiles.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'stackstead-clouds-'))
})
afterEach(() => rm(root, { recursive: true }))

const places = (environment: Record<string, string> = {}): Places => ({
  environment,
  folder: join(root, 'here'),
  home: join(root, 'home'),
  system: join(root, 'etc'),
})

async function put(path: string): Promise<string> {
  const whole = join(root, path)
  await mkdir(dirname(whole), { recursive: true })
  await writeFile(whole, path)
  return whole
}

test('the named one first, then this folder, the home folder, the system; nothing where there is nothing', async () => {
  expect(await cloudsFiles(places())).toEqual([])
  const named = await put('else/my.yaml')
  await put('etc/clouds.yaml')
  await put('home/.config/openstack/clouds.yml')
  await put('here/clouds.json')
  const found = await cloudsFiles(places({ OS_CLIENT_CONFIG_FILE: named }))
  expect(found.map((one) => one.clouds.text)).toEqual([
    ...['else/my.yaml', 'here/clouds.json', 'home/.config/openstack/clouds.yml', 'etc/clouds.yaml'],
  ])
})

test('secure.yaml: the first by the same order; of a file somebody names, the one beside it', async () => {
  await put('here/clouds.yaml')
  await put('home/.config/openstack/secure.yaml')
  expect((await cloudsFiles(places()))[0]?.secure?.text).toBe('home/.config/openstack/secure.yaml')
  const path = await put('else/clouds.yaml')
  await put('else/secure.yaml')
  expect((await cloudsFile(path, places()))?.secure?.text).toBe('else/secure.yaml')
  expect(await cloudsFile(join(root, 'none.yaml'), places())).toBeUndefined()
})
