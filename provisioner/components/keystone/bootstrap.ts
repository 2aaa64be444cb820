/** The first administrator, the standard roles, and keystone's own entry in the catalogue. */
import { machineOf } from '../../config/cloud.ts'
import { sh, withInput } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { secret } from '../../core/secret.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { adminAccepted } from '../../facts/api.ts'
import { adminAccess, keystoneUrl } from '../addresses.ts'
import type { ComponentContext } from '../component.ts'
import { ENDPOINT_INTERFACES, identityLists } from '../identityLists.ts'

/** `keystone-manage bootstrap` takes the password by argument or environment only; inside Python it is in neither. */
const BOOTSTRAP = `
import sys
from keystone.cmd.manage import main
password = sys.stdin.readline().rstrip("\\n")
sys.argv = ["keystone-manage", "bootstrap", "--bootstrap-password", password] + sys.argv[1:]
sys.exit(main())
`

/**
 * Runs after keystone was started: that the administrator is accepted and the catalogue names keystone's present address
 * (it may have moved to another machine) is the proof. Safe to repeat: it corrects what is there.
 */
export function bootstrap(context: ComponentContext): Step {
  const machine = machineOf(context.cloud, 'keystone').name
  const access = adminAccess(context)
  const url = keystoneUrl(context.cloud)
  const urls = ENDPOINT_INTERFACES.flatMap((one) => [`--bootstrap-${one}-url`, url])
  const accepted = adminAccepted(access)
  const { services, endpoints } = identityLists(access)
  const isPublished = (read: Read): boolean => {
    const own = services.of(read).find((row) => row.type === 'identity')?.id
    const found = endpoints.of(read).filter((row) => row.service_id === own && row.url === url)
    return ENDPOINT_INTERFACES.every((one) =>
      found.some((row) => row.interface === one && row.region_id === context.cloud.region),
    )
  }
  const change: Change = { kind: 'api', operation: 'create', subject: 'administrator, roles and identity endpoints' }
  return {
    id: `keystone/bootstrap@${machine}`,
    title: 'Create the administrator and the identity endpoints',
    machine,
    explains: 'The first user cannot be made through the API, because nobody could log in to make it.',
    reads: [accepted, services.fact, endpoints.fact],
    expected: [change],
    check: (read) => verdict(read(accepted) && isPublished(read) ? [] : [change]),
    actions: () => [
      {
        kind: 'run',
        command: withInput(
          sh`runuser -u keystone -- python3 -c ${BOOTSTRAP} --bootstrap-region-id ${context.cloud.region} ${urls}`,
          secret`${access.password}\n`,
        ),
      },
    ],
  }
}
