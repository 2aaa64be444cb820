/**
 * State of the cloud's own API, read on the machine that runs keystone: one token and any number of GET requests in one
 * round trip. A client in Python's standard library, because python3 is wherever OpenStack is and curl is not.
 */
import { type Command, sh, withInput } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { MASK, reveal, Secret } from '../core/secret.ts'
import { PYTHON } from './python.ts'

/** Who asks: the administrator of the admin project in the default domain. */
export interface ApiAccess {
  /** Keystone's base address, like http://10.0.0.11:5000/v3 */
  readonly keystone: string
  readonly password: Secret
  readonly region: string
}

export interface ApiRequest {
  /** A service type of the catalogue ("network"), or "identity". */
  readonly service: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the service's endpoint, like /v2.0/networks?name=lan */
  readonly path: string
  readonly body?: unknown
  /** Absolute path of a file on the machine, sent as it is (image data). */
  readonly file?: string
  /** Further headers, like OpenStack-API-Version. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface ApiAnswer {
  /** HTTP status; 0 where nothing answered. */
  readonly status: number
  readonly body: unknown
}

const CLIENT = `
import http.client, json, sys, concurrent.futures, urllib.request, urllib.error
job = json.load(sys.stdin)
def call(url, method, headers, data):
    request = urllib.request.Request(url, data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=job["timeout"]) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error).encode(), {}
def text(raw):
    try: return json.loads(raw) if raw else None
    except ValueError: return raw.decode("utf-8", "replace")
scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
user = {"name": "admin", "domain": {"id": "default"}, "password": job["password"]}
auth = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
status, raw, headers = call(job["keystone"] + "/auth/tokens", "POST", {"Content-Type": "application/json"}, json.dumps(auth).encode())
if status != 201:
    print(json.dumps({"error": {"status": status, "body": text(raw)}})); sys.exit(0)
token = headers["X-Subject-Token"]
found = {"identity": job["keystone"].removesuffix("/v3")}
for service in text(raw)["token"].get("catalog", []):
    for endpoint in service["endpoints"]:
        if endpoint["interface"] == "internal" and endpoint["region"] == job["region"]:
            found.setdefault(service["type"], endpoint["url"].rstrip("/"))
def ask(request):
    if request["service"] not in found: return {"status": 0, "body": "the catalogue has no " + request["service"] + " service"}
    headers = {"X-Auth-Token": token, "Accept": "application/json", **request.get("headers", {})}
    data = None
    if "file" in request:
        data = open(request["file"], "rb").read(); headers.setdefault("Content-Type", "application/octet-stream")
    elif "body" in request:
        data = json.dumps(request["body"]).encode(); headers["Content-Type"] = "application/json"
    status, raw, _ = call(found[request["service"]] + request["path"], request["method"], headers, data)
    return {"status": status, "body": text(raw)}
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(json.dumps({"answers": list(pool.map(ask, job["requests"]))}))
`

/** The requests, sent beside each other; a token is fetched once. All goes by stdin, bodies may hold passwords. */
export function apiCommand(access: ApiAccess, requests: readonly ApiRequest[], timeoutSeconds = 60): Command {
  const { keystone, region } = access
  const job = { keystone, region, requests, timeout: timeoutSeconds, password: reveal(access.password) }
  const shown = JSON.stringify(job, (key, value: unknown) => (/passw/i.test(key) ? MASK : value))
  return withInput(sh`${PYTHON} -c ${CLIENT}`, new Secret(JSON.stringify(job), shown))
}

interface Question {
  readonly access: ApiAccess
  /** Absent: only whether keystone gives the administrator a token. */
  readonly request?: ApiRequest
}

/** A GET answered with 200, or 404 as undefined. Unknown while the service does not answer. */
export function apiState(access: ApiAccess, service: string, path: string): Fact<unknown> {
  return fact(apiSubject(access), { access, request: { service, method: 'GET', path } })
}

/** Whether keystone knows the administrator with our password. Unknown while keystone does not answer. */
export function adminAccepted(access: ApiAccess): Fact<boolean> {
  return fact(apiSubject(access), { access }) as Fact<boolean>
}

function apiSubject(access: ApiAccess): Subject<Question, unknown> {
  const requestsOf = (questions: readonly Question[]) => questions.flatMap(({ request }) => request ?? [])
  return {
    name: `api-${access.keystone}`,
    command: (questions) => apiCommand(access, requestsOf(questions), 20),
    parse: (result, questions) => {
      const { answers, error } = parseOutput(result.stdout)
      const byPath = new Map(requestsOf(questions).map(({ service, path }, i) => [`${service} ${path}`, answers?.[i]]))
      return ({ request }) => {
        if (request === undefined && error?.status === 401) return false
        if (answers === undefined) throw new Error(`keystone gives no token yet (${described(error)})`)
        if (request === undefined) return true
        const answer = byPath.get(`${request.service} ${request.path}`)
        if (answer?.status === 404) return undefined
        if (answer?.status === 200) return answer.body
        throw new Error(`the ${request.service} API does not answer ${request.path} yet (${described(answer)})`)
      }
    },
  }
}

function parseOutput(stdout: string): { answers?: ApiAnswer[]; error?: ApiAnswer } {
  if (stdout.trim() === '') throw new Error('keystone is not installed yet')
  return JSON.parse(stdout) as { answers?: ApiAnswer[]; error?: ApiAnswer }
}

function described(answer: ApiAnswer | undefined): string {
  return answer === undefined || answer.status === 0 ? 'no answer' : `status ${answer.status}`
}
