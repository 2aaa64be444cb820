/** Ready layers: packages installed once on top of the base and kept, so that a practice deployment need not wait for them. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type BakePlaces, bakePlaces, clearBake, clearDeadBakes, releaseBake } from './bake.ts'
import { writeFirstBoot } from './firstBoot.ts'
import { host } from './host.ts'
import { noteUse, removeUnusedLayers } from './layerCache.ts'
import { withLock } from './lock.ts'
import { cacheFolder, LAYERS_LOCK } from './places.ts'
import { type OnProgress, tell } from './progress.ts'
import { mountOverlay } from './root.ts'

/** Packages to have ready. The caller knows which; the lab does not know OpenStack. */
export interface Layer {
  /** For people, like "controller"; layers are told apart by their packages. */
  readonly name: string
  readonly packages: readonly string[]
}

/** Changed when layers with the same packages shall be baked anew. */
const LAYOUT = 3

export function layerKey(base: string, packages: readonly string[]): string {
  const content = JSON.stringify([LAYOUT, basename(base), [...new Set(packages)].sort()])
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}

/** Gives the folder of each layer, in the given order, baking those the cache lacks: the downloads one after the other, the rest side by side. */
export async function ensureLayers(base: string, layers: readonly Layer[], onProgress: OnProgress): Promise<string[]> {
  const folders = layers.map((layer) => join(cacheFolder(), `layer-${layerKey(base, layer.packages)}`))
  const missing = new Map(layers.map((layer, index) => [folders[index] ?? '', layer]))
  for (const folder of missing.keys()) {
    if (!existsSync(folder)) continue
    await noteUse(folder)
    missing.delete(folder)
  }
  if (missing.size === 0) return folders
  const title = 'Wait for another process that bakes layers'
  await withLock(join(cacheFolder(), LAYERS_LOCK), title, onProgress, async () => {
    await clearDeadBakes()
    await removeUnusedLayers()
    const open = [...missing]
      .filter(([folder]) => !existsSync(folder))
      .map(([folder, layer]) => new Baking(base, folder, layer))
    try {
      for (const baking of open)
        await tell(onProgress, `Download the packages of the layer ${baking.layer.name}`, (line) =>
          baking.download(line),
        )
      await Promise.all(
        open.map((baking) => tell(onProgress, `Bake the layer ${baking.layer.name}`, (line) => baking.install(line))),
      )
    } finally {
      for (const baking of open) await baking.clear()
    }
  })
  return folders
}

/**
 * A machine made from a layer is like one on which Stackstead was interrupted after its packages: it keeps the same notes
 * (provisioner/facts/manifest.ts), so that these packages are not taken for somebody's OpenStack, and destroy removes them.
 */
const NOTE_BEFORE = `mkdir -p /var/lib/stackstead && cd /var/lib/stackstead
for kind in passwd group; do getent $kind | cut -d: -f1 | sort > $kind; done
dpkg-query -W -f '\${Package}\\n' | sort > /tmp/packages-before`
const NOTE_PACKAGES = `dpkg-query -W -f '\${Package}\\n' | sort | comm -13 /tmp/packages-before - > packages && rm /tmp/packages-before`

/** Holds the mounted, half-made layer. */
class Baking {
  readonly layer: Layer
  readonly #base: string
  readonly #folder: string
  readonly #places: BakePlaces

  constructor(base: string, folder: string, layer: Layer) {
    this.#base = base
    this.#folder = folder
    this.layer = layer
    this.#places = bakePlaces(folder)
  }

  async download(onLine: (line: string) => void): Promise<void> {
    await this.clear()
    const { upper, work, root } = this.#places
    for (const part of [upper, work, root]) await mkdir(part, { recursive: true })
    await mountOverlay(this.#base, upper, work, root, 'stackstead-baking')
    await copyFile('/etc/resolv.conf', join(root, 'etc/resolv.conf'))
    await writeFile(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    await this.#inside('apt-get -q update && apt-get -qy --no-install-recommends --download-only install "$@"', onLine)
  }

  async install(onLine: (line: string) => void): Promise<void> {
    // Without locks, because two layers read one archive at a time; nobody else works in this root.
    const install =
      'apt-get -qy --no-install-recommends --no-download -o Dpkg::Options::=--force-unsafe-io -o Debug::NoLocking=true install "$@"'
    await this.#inside(`${NOTE_BEFORE} && ${install} && ${NOTE_PACKAGES}`, onLine)
    const { upper, root } = this.#places
    await writeFirstBoot(this.#base, upper)
    for (const path of ['usr/sbin/policy-rc.d', 'etc/resolv.conf', 'etc/machine-id'])
      await rm(join(root, path), { force: true })
    await releaseBake(this.#places)
    await rename(upper, this.#folder)
  }

  clear(): Promise<void> {
    return clearBake(this.#places)
  }

  async #inside(script: string, onLine: (line: string) => void): Promise<void> {
    const { root, container } = this.#places
    const archives = join(cacheFolder(), 'archives')
    await mkdir(join(archives, 'partial'), { recursive: true })
    await host(
      [
        ...['systemd-nspawn', '--quiet', '--settings=no', '--pipe', '--register=no', '--keep-unit', '--as-pid2'],
        ...['--resolv-conf=off', '--timezone=off', '--link-journal=no', `--machine=${container}`],
        ...[`--bind=${archives}:/var/cache/apt/archives`, '--setenv=DEBIAN_FRONTEND=noninteractive'],
        ...[`--directory=${root}`, 'sh', '-ec', script, 'sh', ...this.layer.packages],
      ],
      { to: `bake the layer ${this.layer.name}`, onLine },
    )
  }
}
