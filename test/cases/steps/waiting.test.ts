/** Steps that wait for something to come true: answers in, verdicts out, and the waiting itself. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { localTransport } from '../../../provisioner/adapters/localTransport.ts'
import type { Command } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import type { Step } from '../../../provisioner/core/step.ts'
import { brokerAccount } from '../../../provisioner/steps/brokerAccount.ts'
import { cellsMapped, computeMapped } from '../../../provisioner/steps/novaCells.ts'
import { ovnConnected } from '../../../provisioner/steps/ovnConnected.ts'
import { ovsBridge } from '../../../provisioner/steps/ovsBridge.ts'
import { serviceAnswers } from '../../../provisioner/steps/serviceAnswers.ts'
import { readOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

function only(step: Step, read = readOf(step.reads, {})): { command: Command; remedy: string } {
  const [action, ...more] = step.actions(read)
  if (action?.kind !== 'run' || more.length > 0) throw new Error(`${step.id} has not one command`)
  return { command: action.command, remedy: action.remedy ?? '' }
}

describe('a service that should answer', () => {
  const answering = (port: number, path?: string, seconds?: number) =>
    serviceAnswers({
      id: 'glance/answers@m1',
      machine: 'm1',
      what: 'the image API',
      address: { host: '127.0.0.1', port, ...(path === undefined ? {} : { path }) },
      unit: 'glance-api.service',
      ...(seconds === undefined ? {} : { seconds }),
    })

  test.each<[unknown, string | undefined]>([
    [true, undefined],
    [200, undefined],
    [300, undefined],
    [401, undefined],
    [404, undefined],
    [500, '127.0.0.1:9292/ answers with status 500'],
    [503, '127.0.0.1:9292/ answers with status 503'],
    [false, 'nothing answers on 127.0.0.1:9292/'],
  ])('%j: %s', (answer, summary) => {
    const step = answering(9292, '/')
    const verdict = step.check(readOf(step.reads, { answers: { stdout: JSON.stringify([answer]) } }))
    expect(verdict).toEqual(
      summary === undefined
        ? { state: 'ok' }
        : { state: 'change', changes: [{ kind: 'unit', operation: 'run', subject: 'the image API', summary }] },
    )
  })

  test('is waited for while it fails, and no longer', async () => {
    await using machine = localTransport('m1')
    let asked = 0
    const server = createServer((_request, response) => {
      asked += 1
      response.statusCode = asked < 3 ? 503 : 300
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await machine.exec(only(answering(port, '/')).command)).toMatchObject({ status: 0, stdout: '[300]\n' })
    expect(asked).toBe(3)
    expect(await machine.exec(only(answering(port)).command)).toMatchObject({ status: 0, stdout: '[true]\n' })
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
    const { command, remedy } = only(answering(port, '/', 0.3))
    expect(await machine.exec(command)).toMatchObject({ status: 1, stdout: '[false]\n' })
    expect(remedy).toBe('Look at "journalctl -u glance-api.service" on m1, then apply again.')
  })
})

describe("OVN's controller", () => {
  const step = ovnConnected({ id: 'ovn/connected@m2', machine: 'm2', central: '10.83.0.11:6642' })

  test('is asked until it is connected', () => {
    using machine = new StandInMachine()
    machine.program('sleep')
    machine.program(
      'ovn-appctl',
      'if [ -e "$0.once" ]; then echo connected; else touch "$0.once"; echo not connected; fi',
    )
    expect(machine.run(only(step).command).status).toBe(0)
    expect(machine.calls().map((call) => call.split(' ')[0])).toEqual(['ovn-appctl', 'sleep', 'ovn-appctl'])
  })

  test('that never is fails with its log, and says where the way may be blocked', () => {
    using machine = new StandInMachine()
    machine.program('sleep')
    machine.program('ovn-appctl', 'echo not connected')
    machine.write('/log/ovn/ovn-controller.log', 'connection attempt failed (No route to host)\n')
    expect(machine.run(only(step).command)).toMatchObject({
      status: 1,
      stderr: 'connection attempt failed (No route to host)\n',
    })
    expect(machine.calls()).toHaveLength(120)
    expect(only(step).remedy).toMatch(/10\.83\.0\.11:6642 can be reached from m2/)
  })
})

test('a bridge is not made for a card that is not there', () => {
  using machine = new StandInMachine()
  for (const name of ['ip', 'ovs-vsctl']) machine.program(name, '[ "$1 $2" != "link show" ]')
  const step = ovsBridge({
    id: 'x@m1',
    machine: 'm1',
    bridge: 'br-ex',
    nic: 'lan 0',
    management: '10.83.0.11',
    explains: 'x',
  })
  const read = readOf(step.reads, { network: { stdout: '[]' }, 'openvswitch-module': { status: 1 } })
  const { command, remedy } = only(step, read)
  expect(machine.run(command).status).not.toBe(0)
  expect(machine.calls()).toEqual(['ip link show dev lan 0'])
  expect(remedy).toContain('lan 0 should be one')
})

describe("nova's cells", () => {
  /** A compute that announces itself at the second look. */
  const PYMYSQL = `
import os
def connect(**wanted):
    if wanted["database"] != "nova" or wanted["password"] != "p@ss": raise OSError("access denied")
    return Db()
class Db:
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def cursor(self): return self
    def execute(self, text, values):
        path = os.environ["DATABASE"]
        seen = os.path.exists(path)
        open(path, "a").write(values[0] + "\\n")
        return int(seen)
`
  test('take a compute in when it has announced itself', () => {
    using machine = new StandInMachine()
    machine.write('/python/pymysql.py', PYMYSQL)
    machine.write('/nova.conf', '[database]\nconnection = mysql+pymysql://nova:p%40ss@10.83.0.11/nova\n')
    Object.assign(machine.environment, { PYTHONPATH: machine.path('/python'), DATABASE: machine.path('/asked') })
    machine.program('runuser')
    const step = computeMapped({ id: 'nova/mapped-m2@m1', machine: 'm1', compute: "m2's" })
    expect(machine.run(only(step).command)).toMatchObject({ status: 0, stderr: '' })
    expect(machine.read('/asked')).toBe("m2's\nm2's\n")
    expect(machine.calls()).toEqual(['runuser -u nova -- nova-manage cell_v2 discover_hosts --verbose'])
    expect(only(step).remedy).toContain('on m2')
    expect(step.lock).toBe('tables of nova_api')
  })

  test('bring a first cell of another address to its place, without touching the second', () => {
    using machine = new StandInMachine()
    machine.program('runuser')
    const step = cellsMapped({ id: 'nova/cells@m1', machine: 'm1' })
    const cells = [
      { uuid: '00000000-0000-0000-0000-000000000000', name: 'cell0', transport: 'none:///', database: 'other' },
      {
        uuid: 'u1',
        name: 'cell1',
        transport: '{scheme}://{username}:{password}@{hostname}:{port}/{path}',
        database: '{scheme}://{username}:{password}@{hostname}/{path}?{query}',
      },
    ]
    const read = readOf(step.reads, { 'nova-cells': { stdout: JSON.stringify({ cells, hosts: [] }) } })
    expect(step.check(read)).toMatchObject({ changes: [{ operation: 'update', subject: 'cell cell0' }] })
    expect(machine.run(only(step, read).command).status).toBe(0)
    expect(machine.calls()).toEqual([
      'runuser -u nova -- nova-manage cell_v2 update_cell --cell_uuid 00000000-0000-0000-0000-000000000000 --transport-url none:/// --database_connection {scheme}://{username}:{password}@{hostname}/nova_cell0?{query}',
    ])
    expect(step.lock).toBe('tables of nova_api')
  })
})

test('a broker that does not come up fails before its definitions are loaded, and says where its log is', () => {
  using machine = new StandInMachine()
  machine.program('rabbitmqctl', '[ "$2" != await_startup ] || { echo "timed out" >&2; exit 75; }')
  const account = { host: '10.83.0.11', port: 5672, user: 'openstack', password: new Secret('Zz') }
  const step = brokerAccount({
    id: 'x@m1',
    machine: 'm1',
    account,
    definitions: '/etc/rabbitmq/definitions.json',
    explains: 'x',
  })
  expect(machine.run(only(step).command)).toMatchObject({ status: 75, stderr: 'timed out\n' })
  expect(machine.calls()).toEqual(['rabbitmqctl --quiet await_startup --timeout 120'])
  expect(only(step).remedy).toContain('/var/log/rabbitmq on m1')
})
