/** Waiting until a started machine really lets somebody log in. */
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StacksteadError } from '../core/errors.ts'
import { managementAddress } from './addresses.ts'
import { initOf, isPopulated } from './cgroup.ts'
import { consoleTail } from './launch.ts'
import { containerName } from './names.ts'
import type { LabRecord, MachineRecord } from './state.ts'

/** Milliseconds a boot may take; it takes 4 s on an idle computer, and many times that on a busy one. */
const BOOT_TIME = 180_000

/**
 * Resolves when sshd greets and logins are open. @throws StacksteadError `lab` with the console's last lines where the
 * machine ended or the time ran out.
 */
export async function untilAnswering(
  record: LabRecord,
  machine: MachineRecord,
  onLine: (line: string) => void,
): Promise<void> {
  const container = containerName(record.name, machine.name)
  const address = managementAddress(record.number, machine.index)
  const end = performance.now() + BOOT_TIME
  // One greeting is enough: sshd counts every visitor that leaves without logging in against this address.
  let greeted = false
  for (let looks = 0; performance.now() < end; looks += 1) {
    greeted ||= await greets(address, 1000)
    const init = await initOf(container)
    // sshd is up before logins are open; pam_nologin refuses everybody until this file is gone.
    if (greeted && init !== undefined && !existsSync(`/proc/${init}/root/run/nologin`)) return
    if (looks > 20 && !(await isPopulated(container)))
      throw await failure(record.name, machine.name, 'ended while it booted')
    onLine(await consoleTail(record.name, machine.name, 1))
    await sleep(100)
  }
  throw await failure(record.name, machine.name, `did not answer on ${address} port 22 within ${BOOT_TIME / 1000} s`)
}

/** Whether an SSH server introduces itself. */
function greets(address: string, timeout: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host: address, port: 22, timeout })
  const finish = (answer: boolean): void => {
    socket.destroy()
    resolve(answer)
  }
  socket.once('data', (chunk) => finish(chunk.toString('latin1').startsWith('SSH-')))
  for (const event of ['timeout', 'error', 'close']) socket.once(event, () => finish(false))
  return promise
}

async function failure(lab: string, machine: string, what: string): Promise<StacksteadError> {
  return new StacksteadError({
    code: 'lab',
    machine,
    message: `The machine ${machine} ${what}.`,
    detail: await consoleTail(lab, machine, 15),
    remedy: `Look at \`stackstead lab log ${machine} --name ${lab}\`.`,
  })
}
