/** Package mirrors as apt's sources name them, and how far a request gets: name, connection, answer. */
import type { Command } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface Mirror {
  /** Without credentials. */
  readonly uri: string
  readonly suite: string
  /** The host that was asked: the mirror, or apt's proxy. */
  readonly host: string
  readonly proxy: boolean
  /**
   * `name`: the host's name did not resolve; `connection`: no TCP connection; `answer`: HTTP said something else than yes;
   * `medium`: a CD-ROM or the like, which nobody puts in; `local`: a folder of the machine.
   */
  readonly outcome: 'ok' | 'name' | 'connection' | 'answer' | 'medium' | 'local' | 'unknown'
  /** HTTP status line. */
  readonly answer?: string
}

/** All suites side by side, 12 seconds at most. bash, because its /dev/tcp needs no further program. */
const SCRIPT = `bash -c '
ask() {
  local uri=$1 suite=$2 proxy="" scheme=\${1%%://*} rest=\${1#*://} target place host port line
  [ "$scheme" = "$uri" ] && { scheme=\${uri%%:*}; rest=""; }
  rest=\${rest#*@}
  report() { printf "mirror\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n" "$scheme://$rest" "$suite" "$host" "$proxy" "$1" "$2"; }
  place=\${rest%%/*}; target="/\${rest#*/}"; target="\${target%/}/dists/$suite/InRelease"
  case $scheme in
    http) port=80 ;;
    https) port=443 ;;
    cdrom) report medium; return ;;
    file|copy) report local; return ;;
    *) report unknown; return ;;
  esac
  local through; [ "$scheme" = http ] && through=$http_through || through=$https_through
  if [ -n "$through" ] && [ "$through" != DIRECT ]; then
    proxy=proxy; target="http://$place$target"; host=\${through#*://}; host=\${host%%/*}; host=\${host#*@}
    port=\${host##*:}; [ "$port" = "$host" ] && port=80; host=\${host%:*}
  else
    host=\${place%:*}; [ "$host" = "$place" ] || port=\${place##*:}
  fi
  timeout 5 getent ahosts "$host" >/dev/null || { report name; return; }
  line=$(timeout 6 bash -c "
    exec 3<>/dev/tcp/\\$0/\\$1 || exit 1
    [ \\$2 = http ] || { echo open; exit; }
    printf \\"HEAD %s HTTP/1.1\\\\r\\\\nHost: %s\\\\r\\\\nUser-Agent: stackstead\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n\\" \\"\\$3\\" \\"\\$4\\" >&3
    head -n 1 <&3" "$host" "$port" "$scheme" "$target" "$place" 2>/dev/null | tr -d "\\r\\t")
  case $line in
    "") report connection ;;
    open|HTTP/*\\ [23]*) report ok "$line" ;;
    *) report answer "$line" ;;
  esac
}
eval "$(apt-config shell http_through Acquire::http::Proxy https_through Acquire::https::Proxy)"
while read -r uri suite; do ask "$uri" "$suite" & done < <(apt-get indextargets --format "\\$(REPO_URI) \\$(RELEASE)" "Created-By: Packages" 2>/dev/null | sort -u)
wait'`

const command: Command = { script: SCRIPT }

export const mirrors: Fact<readonly Mirror[]> = singleFact('mirrors', command, (result) => {
  if (result.status !== 0) throw new Error("apt's sources could not be listed")
  return result.stdout.split('\n').flatMap((line) => {
    const [kind, uri, suite, host, proxy, outcome, answer] = line.split('\t')
    if (kind !== 'mirror' || uri === undefined || suite === undefined || host === undefined) return []
    const known = OUTCOMES.find((one) => one === outcome) ?? 'unknown'
    return [{ uri, suite, host, proxy: proxy === 'proxy', outcome: known, ...(answer ? { answer } : {}) }]
  })
})

const OUTCOMES: readonly Mirror['outcome'][] = ['ok', 'name', 'connection', 'answer', 'medium', 'local']
