/** The import rules on small trees: what the table forbids is found, and said by name. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { brokenRules } from '../../../scripts/importRules.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stackstead-rules-'))
  for (const folder of ['provisioner', 'electron', 'renderer']) mkdirSync(join(root, folder))
})
afterEach(() => rmSync(root, { recursive: true }))

function broken(file: string, text: string): string[] {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
  return brokenRules(root)
}

test.each([
  ['renderer/a.tsx', "import { readFile } from 'node:fs/promises'", 'renderer/a.tsx may not import node:fs/promises'],
  ['renderer/a.ts', "import fs from 'fs'", 'renderer/a.ts may not import fs'],
  ['renderer/a.ts', "const { app } = await import('electron')", 'renderer/a.ts may not import electron'],
  ['renderer/a.ts', "import { x } from '../provisioner/index.ts'", 'may not import provisioner/index.ts'],
  ['renderer/a/b.ts', "import { x } from '../../electron/app/openApp.ts'", 'may not import electron/app/openApp.ts'],
  ['electron/app/a.ts', "import { app } from 'electron'", 'electron/app/a.ts may not import electron'],
  ['electron/app/a.ts', "import { x } from '../serve/server.ts'", 'may not import electron/serve/server.ts'],
  [
    'electron/app/a.ts',
    "import { x } from '../../provisioner/adapters/sshPool.ts'",
    'may not import provisioner/adapters',
  ],
  ['electron/serve/a.ts', "import { app } from 'electron'", 'electron/serve/a.ts may not import electron'],
  ['electron/serve/a.ts', "import { x } from '../main/main.ts'", 'may not import electron/main/main.ts'],
  [
    'electron/main/a.ts',
    "import { app, ipcMain } from 'electron'",
    'may not import ipcMain: only electron/main/ipc.ts',
  ],
  ['electron/preload/a.ts', "import { ipcRenderer } from 'electron'", 'only electron/preload/channels.ts does'],
  ['electron/preload/a.ts', "import { join } from 'node:path'", 'there is no Node in the page'],
  ['electron/contract/a.ts', "import { x } from '../../provisioner/index.ts'", 'may import only types'],
  ['provisioner/cli/a.ts', "import { Client } from 'ssh2'", 'only provisioner/adapters/sshLibrary.ts does'],
])('%s: %s', (file, text, sentence) => {
  const found = broken(file, `${text}\n`)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(sentence)
})

test.each([
  ['electron/main/ipc.ts', "import { type IpcMainEvent, ipcMain } from 'electron'"],
  ['electron/main/a.ts', "import { app } from 'electron'"],
  ['electron/contract/a.ts', "import type { X } from '../../provisioner/index.ts'"],
  ['renderer/a.tsx', "import { reduceRunEvents } from '../electron/contract/index.ts'"],
])('%s may: %s', (file, text) => {
  expect(broken(file, `${text}\n`)).toEqual([])
})
