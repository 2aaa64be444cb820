/** Package mirrors as apt's sources name them, and how far a request gets: name, connection, answer. */
import type { Command } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface Mirror {
  /** Of the source's InRelease file, without credentials. */
  readonly uri: string
  /** "trixie", "trixie-security" …; empty for a source without suites. */
  readonly suite: string
  /** The host that was asked: the mirror, or apt's proxy. Empty where there is none to ask. */
  readonly host: string
  readonly proxy: boolean
  /**
   * `name`: the host's name did not resolve; `connection`: no TCP connection or no answer over it; `answer`: HTTP said
   * something else than yes; `medium`: a CD-ROM, which nobody puts in; `local`: a folder of the machine.
   */
  readonly outcome: 'ok' | 'name' | 'connection' | 'answer' | 'medium' | 'local' | 'unknown'
  /** HTTP status line. */
  readonly answer?: string
}

/**
 * Asks for the file apt would ask for first, all sources side by side, 12 seconds at most. `--print-uris` neither writes
 * nor downloads nor waits for apt's lock. bash, because its /dev/tcp needs no further program.
 */
const SCRIPT = `
ask() {
  local scheme=\${1%%:*} rest=\${1#*:} host="" port through proxy="" line
  rest=\${rest#//}; [ "$scheme" != cdrom ] && rest=\${rest#*@}
  local place=\${rest%%/*} target=/\${rest#*/}
  report() { printf 'mirror\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$scheme://$rest" "$host" "$proxy" "$1" "$2"; }
  case $scheme in
    http) port=80 through=$http_through ;;
    https) port=443 through=\${https_through:-$http_through} ;;
    cdrom) report medium; return ;;
    file|copy) report local; return ;;
    *) report unknown; return ;;
  esac
  if [ -n "$through" ] && [ "$through" != DIRECT ]; then
    proxy=proxy target=http://$place$target port=80
    place=\${through#*://}; place=\${place%%/*}; place=\${place#*@}
  fi
  host=\${place%:*}; [ "$host" = "$place" ] || port=\${place##*:}
  timeout 5 getent ahosts "$host" >/dev/null || { report name; return; }
  line=$(timeout 6 bash -c '
    exec 3<>"/dev/tcp/$0/$1" || exit 1
    [ "$2" = http ] || { echo open; exit; }
    printf "HEAD %s HTTP/1.1\\r\\nHost: %s\\r\\nUser-Agent: stackstead\\r\\nConnection: close\\r\\n\\r\\n" "$3" "$4" >&3
    head -n 1 <&3' "$host" "$port" "$scheme" "$target" "\${rest%%/*}" 2>/dev/null | tr -d '\\r\\t')
  case $line in
    '') report connection ;;
    open) report ok ;;
    HTTP/*' '[23]*) report ok "$line" ;;
    *) report answer "$line" ;;
  esac
}
eval "$(apt-config shell http_through Acquire::http::Proxy https_through Acquire::https::Proxy)"
while read -r uri; do ask "$uri" & done < <(apt-get update --print-uris | sed -n "s/^'\\(.*\\/InRelease\\)' .*/\\1/p" | sort -u)
wait`

const command: Command = { script: `bash -s <<'STACKSTEAD_MIRRORS'${SCRIPT}\nSTACKSTEAD_MIRRORS` }

export const mirrors: Fact<readonly Mirror[]> = singleFact('mirrors', command, (result) => {
  if (result.status !== 0) throw new Error("apt's sources could not be listed")
  return result.stdout
    .split('\n')
    .sort()
    .flatMap((line) => {
      const [kind, uri, host, proxy, outcome, answer] = line.split('\t')
      if (kind !== 'mirror' || uri === undefined || host === undefined) return []
      const suite = /\/dists\/(.+)\/InRelease$/.exec(uri)?.[1] ?? ''
      const known = OUTCOMES.find((one) => one === outcome) ?? 'unknown'
      return [{ uri, suite, host, proxy: proxy === 'proxy', outcome: known, ...(answer ? { answer } : {}) }]
    })
})

const OUTCOMES: readonly Mirror['outcome'][] = ['ok', 'name', 'connection', 'answer', 'medium', 'local']
