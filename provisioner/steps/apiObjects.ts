/** Objects of the cloud's own API (a flavor, a network, an endpoint) that should exist with certain values. */
import { type Command, sh } from '../core/command.ts'
import type { Fact, Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { type ApiAccess, type ApiRequest, apiCommand } from '../facts/api.ts'

/** One thing that differs and the request that mends it. */
export interface Missing {
  readonly operation: Change['operation']
  /** What it is called in a preview: "flavor m1.small". */
  readonly subject: string
  readonly summary?: string
  readonly request: ApiRequest
}

export interface ApiObjects {
  readonly id: string
  readonly machine: string
  readonly access: ApiAccess
  readonly title: string
  readonly explains: string
  readonly reads: readonly Fact<unknown>[]
  /** Subjects that will be created, shown while the API does not answer yet. */
  readonly subjects: readonly string[]
  /** All that differs; the requests are independent of each other and sent side by side. */
  missing(read: Read): readonly Missing[]
}

export function apiObjects(wanted: ApiObjects): Step {
  const { access } = wanted
  return {
    id: wanted.id,
    title: wanted.title,
    machine: wanted.machine,
    explains: wanted.explains,
    reads: wanted.reads,
    expected: wanted.subjects.map((subject) => ({ kind: 'api', operation: 'create', subject })),
    check: (read) =>
      verdict(wanted.missing(read).map(({ request: _request, ...change }): Change => ({ kind: 'api', ...change }))),
    actions: (read) => {
      const requests = wanted.missing(read).map((one) => one.request)
      return [{ kind: 'run', command: accepted(access, requests) }]
    },
  }
}

const JUDGE = `
import json, sys
answers = json.load(sys.stdin)
for one in answers.get("answers") or [answers.get("error")]:
    if not 200 <= one["status"] < 300: sys.exit("the API answered %s: %s" % (one["status"], json.dumps(one["body"])))
`

/** Sends the requests side by side; fails where the API refused one, printing what it said. */
export function accepted(access: ApiAccess, requests: readonly ApiRequest[]): Command {
  const call = apiCommand(access, requests)
  return { ...call, ...sh`${call} | python3 -c ${JUDGE}` }
}
