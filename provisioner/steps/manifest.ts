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

/** What destroy leaves where it was there before Stackstead. */
export interface Before {
  readonly folders: readonly string[]
  readonly units: readonly string[]
}

/**
 * Notes, before packages come, the users and groups there are, which of the folders a service will use are there already,
 * and how services are that are: those are the person's and stay. A folder named later is noted when it is first named; accounts
 * that came since while nothing of ours was being installed are the person's, too. getent writes into no file, because it
 * does not say when one is full.
 */
export function noteBefore({ folders, units }: Before): Command {
  return noting(sh`
    for kind in passwd group; do
      known=$kind; made=made-$kind
      grep -qx root "$kind" 2>/dev/null || known=/dev/null
      [ "$known" = /dev/null ] || { { [ -e "$made" ] || [ ! -e packages ]; } && [ ! -e installing ]; } || continue
      [ -e "$made" ] || made=/dev/null
      accounts=$(getent "$kind")
      printf '%s\n' "$accounts" | cut -d: -f1 | { grep -vxFf "$made" || true; } | sort -u - "$known" > "$kind.new"
      grep -qx root "$kind.new" || { echo "getent $kind does not name root: what it says is not all there is." >&2; exit 1; }
      keep "$kind"
    done
    [ -e packages ] || [ -e units ] || {
      shown=$(systemctl show --property=Id,LoadState,UnitFileState,ActiveState,InvocationID -- ${units})
      printf '%s\n' "$shown" > units.new
      keep units
    }
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
    keep packages
    : > installing`)
}

/** Notes, when packages have come, the users and groups that came with them; others that come later are the person's. */
export function noteAccounts(): Command {
  return noting(sh`
    for kind in passwd group; do
      accounts=$(getent "$kind")
      printf '%s\n' "$accounts" | cut -d: -f1 | sort | comm -13 "$kind" - > "made-$kind.new"
      keep "made-$kind"
    done
    rm -f installing`)
}

const POLICY = '/usr/sbin/policy-rc.d'
const KEPT_POLICY = `${MANIFEST}/policy-rc.d`

/**
 * No service starts by itself from now on; the rule a person has is kept. Either is whole, whenever the power is cut. Returns from
 * the function it stands in where it fails.
 */
export function policySet(rule: string): Command {
  return sh`
    [ ! -e ${POLICY} ] || grep -q stackstead ${POLICY} || {
      rm -rf ${KEPT_POLICY}.new && cp -a ${POLICY} ${KEPT_POLICY}.new && { [ -h ${POLICY} ] || sync ${KEPT_POLICY}.new; } &&
        mv -T ${KEPT_POLICY}.new ${KEPT_POLICY}
    } || return
    printf '%s' ${rule} > ${POLICY}.stackstead && chmod 755 ${POLICY}.stackstead && sync ${POLICY}.stackstead || return
    mv -T ${POLICY}.stackstead ${POLICY} || return`
}

/** The person's services may start again, by their own rule where they had one. Safe to repeat. */
export function policyBack(): Command {
  return sh`
    rm -f ${POLICY}.stackstead
    ! grep -qs stackstead ${POLICY} || rm -f ${POLICY}
    [ ! -e ${KEPT_POLICY} ] || mv -T ${KEPT_POLICY} ${POLICY}
    sync /usr/sbin/`
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
    rm -f units-back
    ${notes}
    sync .
    )
    noted=$?; [ "$noted" -eq 0 ] || exit "$noted"`
}
