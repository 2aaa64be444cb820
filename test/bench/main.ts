/** `npm run bench`: what Stackstead costs, beside a hand-written script in the same run. Tells figures, asserts none. */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { demoFolder } from '../../provisioner/cli/demoCloud.ts'
import { noop } from './noop/noop.ts'
import { type Report, reportText } from './report.ts'
import { scale } from './scale/scale.ts'

const USAGE = `npm run bench -- [scale|noop|deploy|all] [--json] [--runs N] [--sizes 1,20,100] [--folder FOLDER]

  scale    checking 1, 20 and 100 simulated machines (sshd on loopback)
  noop     applying a cloud that needs nothing: the demo's, or the one in --folder

Each measures a hand-written script beside Stackstead in the same run.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
    folder: { type: 'string', default: demoFolder('demo') },
    runs: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1,20,100' },
  },
})

const onProgress = (line: string): void => console.error(`  ${line}`)
const runs = Number(values.runs)
const PARTS: Readonly<Record<string, () => Promise<Report>>> = {
  scale: () => scale({ sizes: values.sizes.split(',').map(Number), runs, onProgress }),
  noop: () => noop({ folder: values.folder, runs, onProgress }),
}

const [wanted = 'all'] = positionals
if (values.help || (wanted !== 'all' && !(wanted in PARTS))) {
  console.log(USAGE)
  process.exitCode = values.help ? 0 : 1
} else {
  const reports: Report[] = []
  for (const [name, run] of Object.entries(PARTS)) {
    if (wanted !== 'all' && wanted !== name) continue
    const report = await run()
    reports.push(report)
    if (!values.json) console.log(reportText(report))
  }
  if (values.json) console.log(JSON.stringify({ reports, cpus: cpus().length, memory: totalmem() }, undefined, 2))
}
