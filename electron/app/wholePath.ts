/** A path a person typed, as this computer takes it: "~" is the home folder, and nothing is beside anything. */
import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import { StacksteadError } from '../../provisioner/core/errors.ts'

/**
 * Throws `invalid-input` for one that is not whole.
 * @param example name of a file as a person might have it here: "openrc"
 */
export function wholePath(given: string, example: string): string {
  const path = given.trim().replace(/^~(?=\/|$)/, homedir())
  if (isAbsolute(path)) return path
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${given} is not a whole path.`,
    remedy: `Write one like /home/me/${example} or ~/${example}.`,
  })
}
