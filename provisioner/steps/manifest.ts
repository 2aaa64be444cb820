/** What Stackstead made on a machine: noted there before it is made, so that destroy can take exactly that away. */
import { type Command, sh } from '../core/command.ts'

/** Holds `files` (paths written), `packages` (installed by us) and `original/` (files as they were before). */
export const MANIFEST = '/var/lib/stackstead'

/** Notes a path about to be written; a file that was there before is kept as it was. Safe to repeat. */
export function noteFile(path: string): Command {
  return sh`
    umask 077; mkdir -p ${MANIFEST}/original
    grep -qxF -- ${path} ${MANIFEST}/files 2>/dev/null || {
      [ ! -f ${path} ] || cp -a --parents -- ${path} ${MANIFEST}/original
      printf '%s\n' ${path} >> ${MANIFEST}/files
      sync ${MANIFEST}/files
    }`
}
