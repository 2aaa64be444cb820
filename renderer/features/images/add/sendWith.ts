/** A request's failure as data, for a form that shows it. */
import type { ErrorData } from '../../../../electron/contract/index.ts'
import { CallError } from '../../../api/useRequest.ts'

/** Undefined where it was taken. */
export async function sendWith(request: Promise<unknown>): Promise<ErrorData | undefined> {
  try {
    await request
    return undefined
  } catch (error) {
    return error instanceof CallError ? error.data : { code: 'internal', message: String(error) }
  }
}
