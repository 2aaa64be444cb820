/** Notes on a machine what is about to be made there, so that destroy can take exactly that away. */
import { type Command, sh } from '../core/command.ts'
import { MANIFEST } from '../facts/manifest.ts'

export { MANIFEST }

/**
 * Notes a path about to be written and the folders it needs, and makes those. A file that was there before is kept as it was, unless it
 * came with a package that we installed; it is kept before its path is noted. Safe to repeat.
 */
export function noteFile(path: string): Command {
  const folder = path.slice(0, path.lastIndexOf('/'))
  return sh`
    ${noting(sh`
      mkdir -p original
      if ! grep -qxF -- ${path} files 2>/dev/null; then
        if [ -f ${path} ]; then
          owner=$(dpkg -S ${path} 2>/dev/null | cut -d: -f1)
          if ! grep -qxF -- "$owner" packages 2>/dev/null; then
            rm -rf original.new
            cp -a -- ${path} original.new
            [ -h original.new ] || sync original.new
            mkdir -p original${folder}
            mv -T original.new original${path}
          fi
        fi
        { [ ! -e files ] || cat files; printf '%s\n' ${path}; } > files.new
        keep files
      fi
      missing() { [ -d "$1" ] || { missing "$(dirname -- "$1")"; printf '%s\n' "$1"; }; }
      if [ ! -d ${folder} ]; then
        { [ ! -e folders ] || cat folders; missing ${folder}; } > folders.new
        keep folders
      fi`)}
    umask 022; mkdir -p -- ${folder}`
}

/**
 * Notes, before the first package comes, the users and groups there are, and which of the folders a service will use are
 * there already: those are the person's and stay. A folder named later is noted when it is first named. getent writes into no file,
 * because it does not say when one is full.
 */
export function noteBefore(folders: readonly string[]): Command {
  return noting(sh`
    for kind in passwd group; do
      ! grep -qx root "$kind" 2>/dev/null || continue
      accounts=$(getent "$kind")
      printf '%s\n' "$accounts" | cut -d: -f1 | sort > "$kind.new"
      grep -qx root "$kind.new" || { echo "getent $kind does not name root: what it says is not all there is." >&2; exit 1; }
      keep "$kind"
    done
    {
      [ ! -e before ] || cat before
      for folder in ${folders}; do
        ! grep -qF -- "$(printf '\t%s\t' "$folder")" before 2>/dev/null || continue
        if [ -e "$folder" ]; then state=there; else state=absent; fi
        printf '\t%s\t%s\n' "$folder" "$state"
      done
    } > before.new
    keep before`)
}

/** Notes the packages about to be installed. @param names prints them, one a line */
export function notePackages(names: Command): Command {
  return noting(sh`
    { [ ! -e packages ] || cat packages; ${names}; } > packages.new
    keep packages`)
}

/**
 * Notes with the manifest to itself, in its folder. A note is replaced whole or stays as it was: half a line would name
 * something of the person's. Where one cannot be kept (a full disk), the script this stands in ends before anything is changed.
 */
function noting(notes: Command): Command {
  return sh`
    (
    set -e
    mkdir -p ${MANIFEST}; cd ${MANIFEST}; umask 077
    exec 8>>notes.lock; flock 8
    keep() { sync "$1.new"; mv -T "$1.new" "$1"; }
    ${notes}
    sync .
    )
    noted=$?; [ "$noted" -eq 0 ] || exit "$noted"`
}
