/** What Stackstead noted on a machine before it made it: the ground of destroy. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

/**
 * Holds `files` and `folders` (paths written), `original/` (files as they were before), `packages` (installed by us),
 * `passwd` and `group` (accounts that came with no package of ours), `made-passwd` and `made-group` (those that did; unfinished
 * while there is `installing`), `before` (folders that were there or not), `units` (services that were there, and how they were) and
 * `units-back` (they are so again).
 */
export const MANIFEST = '/var/lib/stackstead'

/**
 * Users and groups a package can bring (Debian policy 9.2.2): allocated as they come, or by Debian on demand. Never root, never
 * those every Debian has, never a person.
 */
const MADE_BY_PACKAGES = '($3 >= 100 && $3 < 1000) || ($3 >= 60000 && $3 < 65000) {print $1}'

export interface ManifestState {
  /** False on a machine Stackstead never changed, or has left. */
  readonly exists: boolean
  readonly files: readonly { readonly path: string; readonly original: boolean; readonly present: boolean }[]
  /** Deepest last, as they were made. */
  readonly folders: readonly string[]
  /** Names of packages installed by us that dpkg still knows, configuration files included. */
  readonly packages: readonly string[]
  /** Folders of services that were not there before Stackstead's first package. */
  readonly ownFolders: readonly string[]
  /** System users and groups that came with packages; none where the list of those before is damaged and lacks root. */
  readonly users: readonly string[]
  readonly groups: readonly string[]
  /** Services that were there before Stackstead's first package, by their unit; none where they were not noted then. */
  readonly unitsBefore: ReadonlyMap<string, UnitBefore>
  /** They are so again: nothing was noted since. */
  readonly unitsBack: boolean
}

export interface UnitBefore {
  /** "enabled", "disabled", "masked", "static" … */
  readonly fileState: string
  readonly active: boolean
  /** Another one now: it has been started again since. */
  readonly invocation: string
}

export const manifestState: Fact<ManifestState> = singleFact(
  'manifest',
  sh`
    cd ${MANIFEST} 2>/dev/null || exit 0
    echo exists
    [ ! -f files ] || while read -r path; do
      original=no; present=no
      [ ! -e "original$path" ] && [ ! -h "original$path" ] || original=yes
      [ ! -e "$path" ] || present=yes
      printf 'file\t%s\t%s\t%s\n' "$path" "$original" "$present"
    done < files
    [ ! -f folders ] || sed 's/^/folder\t/' folders
    [ ! -f before ] || sed -n 's/^\t\(.*\)\tabsent$/own\t\1/p' before
    [ ! -f packages ] || sort -u packages | xargs -r dpkg-query -W -f 'package\t\${Package}\t\${db:Status-Status}\n' 2>/dev/null
    [ ! -f units ] || awk 'BEGIN {RS = ""; FS = "\n"; OFS = "\t"} {$1 = $1; print "unit", $0}' units
    [ ! -e units-back ] || echo back
    for kind in passwd group; do
      [ -e packages ] && grep -qx root "$kind" 2>/dev/null || continue
      getent -s files "$kind" | awk -F: ${MADE_BY_PACKAGES} | sort | comm -13 "$kind" - |
        if [ -e "made-$kind" ] && [ ! -e installing ]; then comm -12 "made-$kind" -; else cat; fi | sed "s/^/$kind\t/"
    done
    true`,
  (result) => {
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const of = (kind: string): string[] =>
      rows.flatMap(([is, name]) => (is === kind && name !== undefined ? [name] : []))
    return {
      exists: rows[0]?.[0] === 'exists',
      files: rows.flatMap(([kind, path, original, present]) =>
        kind === 'file' && path !== undefined
          ? [{ path, original: original === 'yes', present: present === 'yes' }]
          : [],
      ),
      folders: of('folder'),
      packages: rows.flatMap(([kind, name, status]) =>
        kind === 'package' && name !== undefined && status !== 'not-installed' ? [name] : [],
      ),
      ownFolders: of('own'),
      users: of('passwd'),
      groups: of('group'),
      unitsBack: rows.some(([kind]) => kind === 'back'),
      unitsBefore: new Map(rows.flatMap(([kind, ...properties]) => (kind === 'unit' ? unitBefore(properties) : []))),
    }
  },
)

/** @param properties as `systemctl show` prints them */
function unitBefore(properties: readonly string[]): (readonly [string, UnitBefore])[] {
  const values = new Map(properties.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))
  const of = (name: string): string => values.get(name) ?? ''
  if (of('Id') === '' || of('LoadState') === 'not-found') return []
  const active = ['active', 'activating', 'reloading'].includes(of('ActiveState'))
  return [[of('Id'), { fileState: of('UnitFileState'), active, invocation: of('InvocationID') }]]
}
