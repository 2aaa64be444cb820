/** Terminals: tabs with a shell on a machine, in an instance or on this computer. They end with the app. */
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
import type { InstanceShells } from './instanceShells.ts'
import { localEnvironment } from './localEnvironment.ts'
import { localShell } from './localShell.ts'
import { type TerminalTab, terminalTab } from './terminalTab.ts'

type Requests =
  | 'terminals.instance'
  | 'terminals.open'
  | 'terminals.write'
  | 'terminals.resize'
  | 'terminals.reconnect'
  | 'terminals.close'
type Wanted = RequestParsed<'terminals.open'>

/** Tabs: more than anybody looks at, fewer than would do this computer harm. */
const MOST = 64

/** @param proxies shared with access; whoever made them ends them */
export function terminalsArea(
  { host, rooms }: AppContext,
  proxies: CloudProxies,
  instances: InstanceShells,
): Area<Requests, 'terminals.follow' | 'terminals.output'> {
  const folder = join(host.folder, 'terminals')
  const tabs = new Map<string, TerminalTab>()
  const over = new AbortController()
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
  const opener =
    (wanted: Wanted) =>
    (size: TerminalSize, say: (text: string) => void): Promise<Shell> => {
      switch (wanted.kind) {
        case 'machine':
          return machineShell(wanted.cloud, wanted.machine, size)
        case 'local':
          return ownShell(wanted.cloud, size, say)
        case 'instance':
          return instances.open(wanted, size, (text) => say(`${quiet(text)}\r\n`), over.signal)
      }
    }
  /** What the tab is called where no other is, and what it is on. */
  const placeOf = async (wanted: Wanted): Promise<Pick<Terminal, 'title' | 'machine' | 'server'>> => {
    switch (wanted.kind) {
      case 'machine':
        await rooms.get(wanted.cloud)
        return { title: wanted.machine, machine: wanted.machine }
      case 'local':
        await rooms.get(wanted.cloud)
        return { title: `${wanted.cloud} (this computer)` }
      case 'instance': {
        const { name } = await instances.login(wanted.cloud, wanted.server)
        return { title: name === '' ? wanted.server : name, server: wanted.server }
      }
    }
  }

  return {
    requests: {
      'terminals.instance': ({ cloud, server }) => instances.login(cloud, server),
      'terminals.open': async (wanted) => {
        const { cloud, columns, kind, rows } = wanted
        const place = await placeOf(wanted)
        if (tabs.size >= MOST) throw tooMany()
        const id = randomUUID()
        const title = freeName(place.title, (name) => list.get().some((one) => one.title === name), ' ')
        const tab = terminalTab({
          terminal: { ...place, id, cloud, kind, title },
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
      over.abort()
      for (const tab of tabs.values()) tab.close()
      tabs.clear()
      tell()
      // The credentials were for these shells.
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A line of ours in a terminal, where a name of the cloud's could be a control sequence. */
function quiet(text: string): string {
  return `\x1b[2m${text.replaceAll(/\p{C}/gu, ' ')}\x1b[0m`
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
