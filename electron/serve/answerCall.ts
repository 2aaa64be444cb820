/** POST /call: one request of the contract in, its reply out. What is wrong with the request itself is a reply, too. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { ErrorData, Reply } from '../contract/index.ts'
import { SAFE_HEADERS } from '../shell/pagePolicy.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import { readBody } from './requestBody.ts'

const named = z.strictObject({ name: z.string().max(64), input: z.unknown() })

export async function answerCall(app: RunningApp, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
  reply(response, 200, await app.call(message.data.name, message.data.input))
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
  reply(response, status, { ok: false, error }, headers)
}

function reply(
  response: ServerResponse,
  status: number,
  value: Reply<unknown>,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(body)
}
