/** All commands: their one-line summaries for the help, and how each is loaded when it is wanted. */
import type { Command } from 'commander'

export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly group: string
  load(): Promise<Command>
}

const WORK = 'From machines to a cloud:'
const RUN = 'Running the cloud:'
const USE = 'Reaching the cloud:'
const LAB = 'Practising:'
export const LOOK = 'Looking after it:'

/** Loading one command only keeps the start short: `--help` and a typing mistake load none. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'make practice machines on this computer a cloud',
    group: LAB,
    load: async () => (await import('./commands/demo.ts')).demoCommand(),
  },
  {
    name: 'init',
    summary: 'write a cloud.yaml to start from',
    group: WORK,
    load: async () => (await import('./commands/init.ts')).initCommand(),
  },
  {
    name: 'check',
    summary: 'look whether the machines are fit for it',
    group: WORK,
    load: async () => (await import('./commands/check.ts')).checkCommand(),
  },
  {
    name: 'plan',
    summary: 'show what applying would change',
    group: WORK,
    load: async () => (await import('./commands/plan.ts')).planCommand(),
  },
  {
    name: 'apply',
    summary: 'make the machines what cloud.yaml says',
    group: WORK,
    load: async () => (await import('./commands/apply.ts')).applyCommand(),
  },
  {
    name: 'verify',
    summary: 'prove that the cloud works',
    group: WORK,
    load: async () => (await import('./commands/verify.ts')).verifyCommand(),
  },
  {
    name: 'destroy',
    summary: 'take the cloud away from its machines',
    group: WORK,
    load: async () => (await import('./commands/destroy.ts')).destroyCommand(),
  },
  {
    name: 'server',
    summary: 'list, create, use, change and delete instances',
    group: RUN,
    load: async () => (await import('./commands/server.ts')).serverCommand(),
  },
  {
    name: 'image',
    summary: 'list, upload, change, share and delete images',
    group: RUN,
    load: async () => (await import('./commands/image.ts')).imageCommand(),
  },
  {
    name: 'network',
    summary: 'list, create, change and delete networks',
    group: RUN,
    load: async () => (await import('./commands/network.ts')).networkCommand(),
  },
  {
    name: 'subnet',
    summary: 'list, create, change and delete subnets',
    group: RUN,
    load: async () => (await import('./commands/subnet.ts')).subnetCommand(),
  },
  {
    name: 'router',
    summary: 'list, create, connect, change and delete routers',
    group: RUN,
    load: async () => (await import('./commands/router.ts')).routerCommand(),
  },
  {
    name: 'port',
    summary: 'list, create, change and delete ports',
    group: RUN,
    load: async () => (await import('./commands/port.ts')).portCommand(),
  },
  {
    name: 'floating-ip',
    summary: 'list, take, lead and release floating IPs',
    group: RUN,
    load: async () => (await import('./commands/floatingIp.ts')).floatingIpCommand(),
  },
  {
    name: 'security-group',
    summary: 'list, create, change and delete security groups and their rules',
    group: RUN,
    load: async () => (await import('./commands/securityGroup.ts')).securityGroupCommand(),
  },
  {
    name: 'keypair',
    summary: 'list, create and delete key pairs',
    group: RUN,
    load: async () => (await import('./commands/keypair.ts')).keypairCommand(),
  },
  {
    name: 'flavor',
    summary: 'list, create, change and delete the sizes of instances',
    group: RUN,
    load: async () => (await import('./commands/flavor.ts')).flavorCommand(),
  },
  {
    name: 'compute',
    summary: 'list, disable, drain and enable the machines instances run on',
    group: RUN,
    load: async () => (await import('./commands/compute.ts')).computeCommand(),
  },
  {
    name: 'recipe',
    summary: 'make several things together, and remove them together',
    group: RUN,
    load: async () => (await import('./commands/recipe.ts')).recipeCommand(),
  },
  {
    name: 'export',
    summary: "print the administrator's credentials",
    group: USE,
    load: async () => (await import('./commands/export.ts')).exportCommand(),
  },
  {
    name: 'api',
    summary: 'reach APIs and dashboard through ssh',
    group: USE,
    load: async () => (await import('./commands/api.ts')).apiCommand(),
  },
  {
    name: 'history',
    summary: 'show earlier runs, or one of them',
    group: LOOK,
    load: async () => (await import('./commands/history.ts')).historyCommand(),
  },
  {
    name: 'ssh',
    summary: 'log in to a machine, or run a command there',
    group: LOOK,
    load: async () => (await import('./commands/ssh.ts')).sshCommand(),
  },
  {
    name: 'unlock',
    summary: 'take away the lock of a run that cannot end',
    group: LOOK,
    load: async () => (await import('./commands/unlock.ts')).unlockCommand(),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of cloud.yaml',
    group: LOOK,
    load: async () => (await import('./commands/schema.ts')).schemaCommand(),
  },
  {
    name: 'lab',
    summary: 'practice machines on this computer',
    group: LAB,
    load: async () => {
      const [{ labCommand }, { labLayers }] = await Promise.all([import('./commands/lab.ts'), import('../index.ts')])
      return labCommand(async (machines) => labLayers(machines))
    },
  },
]
