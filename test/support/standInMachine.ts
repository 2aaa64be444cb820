/**
 * A folder in which the scripts of steps run for real, as if it were a machine: real shell, real files, and programs that
 * would change a computer (dpkg, systemctl, userdel …) replaced by ones that note how they were called. A script finds
 * no other program: what is neither harmless nor replaced is "not found".
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command, ExecResult } from '../../provisioner/core/command.ts'
import { type Fact, factBatch, type Read } from '../../provisioner/core/fact.ts'
import { reveal } from '../../provisioner/core/secret.ts'
import type { Action } from '../../provisioner/core/step.ts'
import { MANIFEST } from '../../provisioner/facts/manifest.ts'

const HARMLESS =
  'awk base64 basename cat chmod comm cp cut date diff dirname env find flock grep head ls mkdir mktemp mv printf python3 readlink rm rmdir sed seq sh sha256sum sleep sort stat sync tac tail timeout touch tr uname xargs'

/** Places scripts know by name, and where they are in the folder. */
const PLACES = {
  [MANIFEST]: '/manifest',
  '/usr/sbin/': '/sbin/',
  '/var/lib/dpkg/info': '/dpkg',
  '/var/lib/dpkg/updates': '/updates',
  '/etc/hosts': '/hosts',
  '/etc/nova/nova.conf': '/nova.conf',
  '/var/log/': '/log/',
} as const

export class StandInMachine implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'stackstead-machine-'))
  /** For the environment of scripts. */
  readonly environment: Record<string, string> = {}

  constructor() {
    for (const folder of ['bin', 'manifest', 'sbin', 'dpkg', 'updates', 'log']) mkdirSync(join(this.root, folder))
    for (const name of HARMLESS.split(' ')) {
      const path = ['/usr/bin', '/bin'].map((folder) => join(folder, name)).find(existsSync)
      if (path !== undefined) symlinkSync(path, join(this.root, 'bin', name))
    }
  }

  /** Replaces a program by one that notes its words and then does what `script` says. */
  program(name: string, script = ''): void {
    const path = join(this.root, 'bin', name)
    rmSync(path, { force: true })
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "${name}\${*:+ $*}" >> ${this.root}/calls\n${script}\n`)
    chmodSync(path, 0o755)
  }

  /** How replaced programs were called, in order, since this was last asked. */
  calls(): string[] {
    const lines = this.read('/calls')?.trimEnd().split('\n') ?? []
    rmSync(join(this.root, 'calls'), { force: true })
    return lines
  }

  path(path: string): string {
    return this.root + path
  }

  write(path: string, content: string): string {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), content)
    return this.path(path)
  }

  writeBytes(path: string, content: Uint8Array): void {
    writeFileSync(this.path(path), content)
  }

  readBytes(path: string): Buffer {
    return readFileSync(this.path(path))
  }

  read(path: string): string | undefined {
    return existsSync(this.path(path)) ? readFileSync(this.path(path), 'utf8') : undefined
  }

  run({ script, input }: Command): ExecResult {
    const text = input instanceof Uint8Array ? new TextDecoder().decode(input) : reveal(input ?? '')
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', this.#placed(script)], {
      cwd: this.root,
      encoding: 'utf8',
      env: { PATH: join(this.root, 'bin'), LC_ALL: 'C.UTF-8', ...this.environment },
      input: this.#placed(text),
    })
    return { status: status ?? 128, stdout, stderr }
  }

  /** Does what a step would; throws for the first command that fails. */
  apply(actions: readonly Action[]): void {
    for (const action of actions) {
      if (action.kind === 'put') {
        writeFileSync(action.path, action.content instanceof Uint8Array ? action.content : reveal(action.content))
        chmodSync(action.path, action.meta.mode)
        continue
      }
      const { status, stderr } = this.run(action.command)
      if (status !== 0) throw new Error(`status ${status}: ${stderr}`)
    }
  }

  facts(facts: readonly Fact<unknown>[]): Read {
    const batch = factBatch(facts)
    return batch.answer(new Map(batch.commands.map(({ name, command }) => [name, this.run(command)])))
  }

  #placed(text: string): string {
    return Object.entries(PLACES).reduce((whole, [from, to]) => whole.replaceAll(from, this.root + to), text)
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
