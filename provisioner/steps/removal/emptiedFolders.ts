/** Folders of removed packages that were left empty, removed too: deepest first, never one that another package owns. */
import { type Command, sh } from '../../core/command.ts'

/** @param list a file on the machine with one path a line; the path "/." of dpkg's lists is passed over */
export function emptiedFolders(list: string): Command {
  return sh`
    removed=yes
    while [ -n "$removed" ]; do
      removed=$(grep -x '/[^.].*' ${list} | xargs -d '\n' -r sh -c 'find -P "$@" -maxdepth 0 -type d -empty 2>/dev/null' sh |
        while IFS= read -r folder; do dpkg -S "$folder" >/dev/null 2>&1 || ! rmdir -- "$folder" || echo yes; done)
    done`
}
