/** Notes on a machine what is about to be made there, so that destroy can take exactly that away. */
import { type Command, sh } from '../core/command.ts'
import { MANIFEST } from '../facts/manifest.ts'

export { MANIFEST }

/**
 * Notes a path about to be written and the folders it needs, and makes those. A file that was there before is kept as it was, unless it
 * came with a package that we installed. Safe to repeat.
 */
export function noteFile(path: string): Command {
  const folder = path.slice(0, path.lastIndexOf('/'))
  return sh`
    umask 077; mkdir -p ${MANIFEST}/original
    grep -qxF -- ${path} ${MANIFEST}/files 2>/dev/null || {
      if [ -f ${path} ]; then
        owner=$(dpkg -S ${path} 2>/dev/null | cut -d: -f1)
        grep -qxF -- "$owner" ${MANIFEST}/packages 2>/dev/null || cp -a --parents -- ${path} ${MANIFEST}/original
      fi
      printf '%s\n' ${path} >> ${MANIFEST}/files
    }
    missing=; folder=${folder}
    while [ ! -d "$folder" ]; do missing="$folder
    $missing"; folder=$(dirname "$folder"); done
    printf '%s' "$missing" | sed 's/^ *//' >> ${MANIFEST}/folders
    sync ${MANIFEST}/files ${MANIFEST}/folders
    umask 022; mkdir -p -- ${folder}`
}

/**
 * Notes, before the first package comes, the users and groups there are, and which of the folders a service will use are
 * there already: those are the person's and stay. A folder named later is noted when it is first named.
 */
export function noteBefore(folders: readonly string[]): Command {
  return sh`
    mkdir -p ${MANIFEST}
    for kind in passwd group; do
      [ -e ${MANIFEST}/$kind ] || { getent $kind | cut -d: -f1 | sort > ${MANIFEST}/$kind.new; sync ${MANIFEST}/$kind.new; mv ${MANIFEST}/$kind.new ${MANIFEST}/$kind; }
    done
    touch ${MANIFEST}/before
    for folder in ${folders}; do
      grep -qF -- "$(printf '\t%s\t' "$folder")" ${MANIFEST}/before && continue
      if [ -e "$folder" ]; then state=there; else state=absent; fi
      printf '\t%s\t%s\n' "$folder" "$state" >> ${MANIFEST}/before
    done
    sync ${MANIFEST}/before`
}
