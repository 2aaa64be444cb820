/** Addresses that are handed to a browser. */
import { StacksteadError } from '../../provisioner/core/errors.ts'

/** Only what a browser opens: a file or another program's scheme never leaves the app this way. */
export function webAddress(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address.href
  throw new StacksteadError({ code: 'invalid-input', message: 'Only http and https addresses are opened.' })
}
