/** Practice: machines on this computer that a person can learn on, made and taken away with their cloud. */
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { checkLabel, type OnProgress } from '../../../provisioner/index.ts'
import type { PracticeNow, PracticeView } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import { cell } from '../cell.ts'
import type { AppContext } from '../context.ts'
import { freeName } from '../freeName.ts'
import { isRunUnderWay } from '../jobs.ts'
import { LABS, type Labs, rootLine } from './labs.ts'
import { refuseOtherCloud, removePracticeCloud, writePracticeCloud } from './practiceCloud.ts'

type Requests = 'practice.read' | 'practice.start' | 'practice.remove'

/** Of an AppImage: root cannot reach into it. */
const NO_PROGRAM =
  'Install the deb package of Stackstead, or start it from its sources: an AppImage brings no command line that root may run.'

export function practiceArea(context: AppContext, labs: Labs = LABS): Area<Requests, 'practice.follow'> {
  const { host, jobs, rooms } = context
  const now = cell<PracticeNow>({ state: 'idle' })

  /** Begins at once, so that a second cannot begin beside it. */
  const begin = (state: 'making' | 'removing', title: string): void => {
    const { state: present, title: under } = now.get()
    if (present === 'making' || present === 'removing') throw busy(under ?? 'Practice machines are at work')
    now.set({ state, title, startedAt: Date.now() })
  }
  const onProgress = (onStarted: () => void): OnProgress => {
    return ({ title, state, detail }) => {
      if (state === 'done' && title.startsWith('Start ')) onStarted()
      if (state === 'failed') return
      const { detail: _before, ...others } = now.get()
      now.set({ ...others, title, ...(detail === undefined ? {} : { detail }) })
    }
  }
  /** What is missing, and the line that does it as root. */
  const forRoot = (
    what: string,
    ...words: readonly string[]
  ): Pick<PracticeView['lacks'][number], 'what' | 'remedy'> =>
    host.program === undefined
      ? { what, remedy: NO_PROGRAM }
      : { what: `${what} Run this in a terminal, then look again.`, remedy: rootLine(host.program, ...words) }
  const notRoot = (...words: readonly string[]): StacksteadError =>
    new StacksteadError({
      code: 'sudo',
      message: 'Making and removing practice machines needs root on this computer, and the app does not run as root.',
      remedy:
        host.program === undefined
          ? NO_PROGRAM
          : `Run this in a terminal, then try again: ${rootLine(host.program, ...words)}`,
    })
  const needsRoot = (): boolean => labs.lacks().some((lack) => lack.rights === true)
  /** Without root a lab that was made and started in a terminal can still be taken as it is. */
  const raised = async (name: string, machines: number | undefined, ready: boolean, progress: OnProgress) => {
    if (!needsRoot()) return labs.raise(name, machines, ready, progress)
    const lab = (await labs.names()).includes(name) ? await labs.status(name) : undefined
    if (lab?.machines.every(({ running }) => running) === true) return lab
    const count = machines === undefined ? [] : ['--machines', String(machines)]
    throw notRoot('up', '--name', name, ...count, ...(ready ? [] : ['--bare']))
  }
  const make = async (name: string, machines: number | undefined, ready: boolean): Promise<void> => {
    const title =
      machines === undefined
        ? `Use the practice machines of ${name}`
        : `Make ${machines === 1 ? 'a practice machine' : `${machines} practice machines`}`
    await jobs.run({ kind: 'practice', cloud: name, title }, async (progress) => {
      const count = machines ?? (await labs.status(name)).machines.length
      let started = 0
      const onStarted = (): void => {
        started += 1
        progress(Math.min(1, started / count))
      }
      const lab = await raised(name, machines, ready, onProgress(onStarted))
      await writePracticeCloud(rooms, lab, await labs.nameServers())
    })
    now.set({ state: 'idle', cloud: name })
  }
  const remove = async (name: string, title: string): Promise<void> => {
    await jobs.run({ kind: 'practice', cloud: name, title }, async () => {
      const isThere = (await labs.names()).includes(name)
      if (isThere && needsRoot()) throw notRoot('destroy', '--name', name)
      const progress = onProgress(() => {})
      await labs.destroy(name, progress)
      await removePracticeCloud(rooms, host, name)
    })
    now.set({ state: 'idle' })
  }
  const failed = (error: unknown): void => {
    const { title, startedAt } = now.get()
    const since = startedAt === undefined ? {} : { startedAt }
    now.set({ state: 'failed', ...(title === undefined ? {} : { title }), ...since, error: errorData(error) })
  }

  return {
    requests: {
      'practice.read': async (): Promise<PracticeView> => {
        const isRoot = process.getuid?.() === 0
        const there = await labs.names()
        const taken = [...there, ...rooms.list.get().map(({ id }) => id)]
        const name = freeName('practice', (one) => taken.includes(one), '')
        const lacks = labs.lacks().map(({ packages, remedy, rights, what }) => ({
          ...(rights === true ? forRoot(what, 'up', '--name', name) : { what, remedy }),
          canInstall: packages !== undefined && isRoot,
        }))
        return { lacks, memory: labs.memory(), labs: there }
      },
      'practice.start': async ({ machines, name, ready }) => {
        checkLabel('lab', name)
        refuseOtherCloud(rooms, name)
        begin('making', 'Look at this computer')
        make(name, machines, ready).catch(failed)
        return null
      },
      'practice.remove': async ({ name }) => {
        checkLabel('lab', name)
        refuseOtherCloud(rooms, name)
        if (isRunUnderWay(jobs, name)) throw busy(`${name} is being worked on`)
        const title = `Remove the practice machines of ${name}`
        begin('removing', title)
        try {
          await remove(name, title)
        } catch (error) {
          failed(error)
          throw error
        }
        return null
      },
    },
    streams: {
      'practice.follow': (_input, emit, signal) => now.follow(emit, signal),
    },
    async [Symbol.asyncDispose]() {},
  }
}

function busy(what: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${what}; one thing at a time.`,
    remedy: 'Wait until it is done, then try again.',
  })
}
