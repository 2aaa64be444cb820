/** Machines that could not be read: the reason as a finding among the others. */
import type { ErrorData } from '../core/errors.ts'
import type { MachineName } from '../core/machine.ts'
import { error, type Finding } from './finding.ts'

const WHY: Readonly<Partial<Record<ErrorData['code'], string>>> = {
  unreachable: 'Everything is done over ssh.',
  'host-key': 'The machine cannot be told from one that pretends to be it, so no password or key is shown to it.',
  authentication: 'Everything is done over ssh.',
  sudo: 'Installing packages and writing configuration needs root.',
}

const REMEDY: Readonly<Partial<Record<ErrorData['code'], string>>> = {
  unreachable: 'Look whether the machine is on and its address in cloud.yaml is right; try "ssh" to it yourself.',
  'host-key': 'Compare the key with the one the machine shows on its own screen.',
  authentication: 'Look at user and key in cloud.yaml; try "ssh" to it yourself.',
  sudo: 'Let the user use sudo ("adduser USER sudo" as root), or log in as root.',
}

export function unreadable(machine: MachineName, reason: ErrorData): Finding {
  const detail = reason.detail === undefined ? '' : ` (${reason.detail.trim().split('\n').at(-1)})`
  return error(
    'connection',
    machine,
    `${reason.message}${detail}`,
    WHY[reason.code] ?? 'What cannot be looked at cannot be checked.',
    reason.remedy ?? REMEDY[reason.code] ?? 'Mend what is named and check again.',
  )
}
