/** Which cloud a machine belongs to, as noted on it when a run first locked it. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'
import { MANIFEST } from './manifest.ts'

/** One line: the cloud's id, a tab, its name at that time. */
export const CLOUD_NOTE = `${MANIFEST}/cloud`

export interface NotedCloud {
  readonly id: string
  /** Empty where the note names none. */
  readonly name: string
}

/** Undefined on a machine of no cloud, and on one that an earlier Stackstead made: the next cloud takes it. */
export const notedCloud: Fact<NotedCloud | undefined> = singleFact(
  'noted-cloud',
  sh`cat ${CLOUD_NOTE} 2>/dev/null; true`,
  (result) => parseNotedCloud(result.stdout),
)

/** Of a note nobody can read the cloud is another one. */
export function parseNotedCloud(text: string): NotedCloud | undefined {
  if (text.trim() === '') return undefined
  const [id = '', name = ''] = text.trim().split('\t')
  return { id, name: /^[a-z0-9-]{1,63}$/.test(name) ? name : '' }
}

/** What is to be said, and done, where a machine belongs to another cloud. */
export function otherCloud(machine: string, { name }: NotedCloud): { what: string; why: string; remedy: string } {
  const called = name === '' ? 'another cloud' : `another cloud, called ${name}`
  return {
    what: `${machine} belongs to ${called}, made with other secrets than those beside this cloud.yaml.`,
    why: 'Its passwords would be written anew, or everything in it would be erased.',
    remedy:
      'Take another machine, or free this one by "stackstead destroy" with that cloud.yaml and the secrets file beside it. If this is the same cloud, put its secrets file back from a backup. ' +
      `If those secrets are lost for good: "stackstead ssh ${machine} sudo rm ${CLOUD_NOTE}" leaves the machine, and all that is on it, to the next cloud.yaml.`,
  }
}
