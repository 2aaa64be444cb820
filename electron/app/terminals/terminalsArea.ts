/** Terminals: tabs with a shell on a machine or on this computer. They end with the app. */
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Shell, TerminalSize } from '../../../provisioner/core/machine.ts'
import type { RequestParsed, Terminal } from '../../contract/index.ts'
import type { CloudProxies } from '../access/cloudProxies.ts'
import type { Area } from '../area.ts'
import { cell } from '../cell.ts'
import type { AppContext } from '../context.ts'
import { freeName } from '../freeName.ts'
import { localEnvironment } from './localEnvironment.ts'
import { localShell } from './localShell.ts'
import { type TerminalTab, terminalTab } from './terminalTab.ts'

type Requests = 'terminals.open' | 'terminals.write' | 'terminals.resize' | 'terminals.reconnect' | 'terminals.close'
type Wanted = RequestParsed<'terminals.open'>

/** Tabs: more than anybody looks at, fewer than would do this computer harm. */
const MOST = 64

/** @param proxies shared with access; whoever made them ends them */
export function terminalsArea(
  { host, rooms }: AppContext,
  proxies: CloudProxies,
): Area<Requests, 'terminals.follow' | 'terminals.output'> {
  const folder = join(host.folder, 'terminals')
  const tabs = new Map<string, TerminalTab>()
  const list = cell<readonly Terminal[]>([])
  const tell = (): void => list.set([...tabs.values()].map((tab) => tab.terminal))

  const tabOf = (id: string): TerminalTab => {
    const tab = tabs.get(id)
    if (tab === undefined) throw gone()
    return tab
  }
  const machineShell = async (cloud: string, machine: string, size: TerminalSize): Promise<Shell> => {
    const transport = await (await (await rooms.get(cloud)).fleet()).transport(machine)
    if (transport.shell === undefined) throw noShell(machine)
    return transport.shell(size)
  }
  const ownShell = async (cloud: string, size: TerminalSize, say: (text: string) => void): Promise<Shell> => {
    const { env, notes } = await localEnvironment(cloud, folder, { proxies, rooms })
    for (const note of notes) say(`\x1b[33m${note.replaceAll('\n', '\r\n')}\x1b[0m\r\n`)
    return localShell(size, env)
  }
  const opener = (wanted: Wanted) => (size: TerminalSize, say: (text: string) => void) =>
    wanted.kind === 'machine' ? machineShell(wanted.cloud, wanted.machine, size) : ownShell(wanted.cloud, size, say)

  return {
    requests: {
      'terminals.open': async (wanted) => {
        const { cloud, columns, kind, rows } = wanted
        await rooms.get(cloud)
        if (tabs.size >= MOST) throw tooMany()
        const id = randomUUID()
        const where = kind === 'machine' ? { machine: wanted.machine } : {}
        const plainTitle = kind === 'machine' ? wanted.machine : `${cloud} (this computer)`
        const title = freeName(plainTitle, (name) => list.get().some((one) => one.title === name), ' ')
        const tab = terminalTab({
          terminal: { id, cloud, kind, title, ...where },
          open: opener(wanted),
          onChange: tell,
        })
        tabs.set(id, tab)
        tab.connect({ columns, rows })
        return { id }
      },
      'terminals.write': async ({ data, id }) => {
        tabOf(id).write(data)
        return null
      },
      'terminals.resize': async ({ columns, id, rows }) => {
        tabOf(id).resize({ columns, rows })
        return null
      },
      'terminals.reconnect': async ({ columns, id, rows }) => {
        tabOf(id).connect({ columns, rows })
        return null
      },
      'terminals.close': async ({ id }) => {
        tabs.get(id)?.close()
        tabs.delete(id)
        tell()
        return null
      },
    },
    streams: {
      'terminals.follow': (_input, emit, signal) => list.follow(emit, signal),
      'terminals.output': ({ id }, emit, signal) => tabOf(id).text.follow(emit, signal),
    },
    async [Symbol.asyncDispose]() {
      for (const tab of tabs.values()) tab.close()
      tabs.clear()
      tell()
      // The credentials were for these shells.
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function gone(): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: 'This terminal is closed.',
    remedy: 'Open a new one.',
  })
}

function noShell(machine: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    machine,
    message: `${machine} gives no terminal.`,
    remedy: 'Open one on this computer.',
  })
}

function tooMany(): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `There are ${MOST} terminals open already.`,
    remedy: 'Close one first.',
  })
}
