/** POST /call: one request of the contract in, its reply out. What is wrong with the request itself is a reply, too. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { ErrorData, Reply } from '../contract/index.ts'
import { SAFE_HEADERS } from '../shell/pagePolicy.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import type { RepeatedCalls } from './repeatedCalls.ts'
import { readBody } from './requestBody.ts'

/** `call`: where the page may say it again. */
const named = z.strictObject({
  name: z.string().max(64),
  input: z.unknown(),
  call: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/), age: z.number().min(0) }).optional(),
})

export async function answerCall(
  app: RunningApp,
  repeated: RepeatedCalls,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST')
    return refuse(response, 405, 'Requests to the app are sent by POST.', { allow: 'POST' })
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse(response, 415, 'Requests to the app are JSON (application/json).')
  const body = await readBody(request)
  if (!body.ok && body.status === 413) {
    return refuse(response, 413, 'This is more than the app takes at once (2 MiB).', { connection: 'close' })
  }
  const message = body.ok ? named.safeParse(body.value) : undefined
  if (message?.success !== true) return refuse(response, 400, 'A request to the app is {"name": …, "input": …}.')
  const { name, input, call } = message.data
  const perform = async (): Promise<Buffer> => jsonOf(await app.call(name, input))
  send(response, 200, await (call === undefined ? perform() : (repeated.reply(call, perform) ?? FORGOTTEN)))
}

/** For a request that came without a session: the page shows this as it shows every error. */
export function refuseCall(response: ServerResponse): void {
  refuse(response, 403, 'This browser has no session with Stackstead.', { connection: 'close' }, 'authentication')
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  code: ErrorData['code'] = 'invalid-input',
): void {
  const remedy = 'Open Stackstead by the link its terminal prints.'
  const error = { code, message, ...(code === 'authentication' ? { remedy } : {}) }
  send(response, status, jsonOf({ ok: false, error }), headers)
}

function jsonOf(value: Reply<unknown>): Buffer {
  return Buffer.from(JSON.stringify(value))
}

const FORGOTTEN = jsonOf({
  ok: false,
  error: {
    code: 'unreachable',
    message: 'The connection to the Stackstead app was lost before its answer came.',
    remedy: 'Look whether it was done before you do it again.',
  },
})

function send(
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(body)
}
