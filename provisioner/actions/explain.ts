/** An action as a person could do it without Stackstead: the requests, the commands, the Terraform. */
import { quote } from '../core/command.ts'
import type { Action, Request } from './action.ts'
import { hcl } from './hcl.ts'

export interface Explained {
  readonly requests: readonly ExplainedRequest[]
  /** Lines for a shell in which the cloud's credentials are set. */
  readonly commands: readonly string[]
  /** Text of a .tf file, or undefined where Terraform has nothing like it. */
  readonly terraform: string | undefined
}

export interface ExplainedRequest {
  readonly service: Request['service']
  /** Like "POST /servers?limit=1", below the service's address. */
  readonly line: string
  readonly microversion?: string
  /** JSON, indented by two; secrets masked, as a Secret prints itself. */
  readonly body?: string
}

/** A line a shell passes over, so that nobody takes the other lines for all of it. */
const NO_COMMAND = '# The openstack command has no word for this; the request has.'

/** @param input as the action's own schema gives it */
export function explain<T>(action: Pick<Action, 'calls' | 'commands' | 'terraform'>, input: T): Explained {
  const blocks = action.terraform?.(input) ?? []
  const requests = action.calls(input).map(explainedRequest)
  const commands = action.commands(input).map((words) => words.map(typed).join(' '))
  return {
    requests,
    commands: commands.length === 0 && requests.length > 0 ? [NO_COMMAND] : commands,
    terraform: blocks.length === 0 ? undefined : blocks.map(hcl).join('\n'),
  }
}

function explainedRequest({ body, data, method, microversion, path, query = {}, service }: Request): ExplainedRequest {
  const pairs = Object.entries(query).flatMap(([key, value = []]) => [value].flat().map((one) => [key, String(one)]))
  const asked = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  const shown = data === undefined ? body && JSON.stringify(body, undefined, 2) : explainedData(data)
  return {
    service,
    line: `${method} ${path}${asked === '' ? '' : `?${asked}`}`,
    ...(microversion === undefined ? {} : { microversion }),
    ...(typeof shown === 'string' ? { body: shown } : {}),
  }
}

/** A patch is text and is shown; the content of an image is named. */
function explainedData({ open, type }: NonNullable<Request['data']>): string {
  const content = type.includes('json') ? open() : undefined
  return typeof content === 'string' ? content : `(${type})`
}

/** A NUL, the only thing a shell cannot be told, is left out. */
function typed(word: string): string {
  return quote(word.replaceAll('\0', ''))
}
