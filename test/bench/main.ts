/** `npm run bench`: what Stackstead costs, beside a hand-written script in the same run. Tells figures, asserts none. */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { demoFolder } from '../../provisioner/cli/demoCloud.ts'
import { appMemory } from './appMemory/appMemory.ts'
import { busy } from './busy/busy.ts'
import { deployments } from './deploy/deploy.ts'
import { deployView } from './deployView/deployView.ts'
import { instances } from './instances/instances.ts'
import { launch } from './launch/launch.ts'
import { noop } from './noop/noop.ts'
import { pageLoad } from './pageLoad/pageLoad.ts'
import { type Report, reportText } from './report.ts'
import { scale } from './scale/scale.ts'

const USAGE = `npm run bench -- [scale|noop|deploy|page|app-memory|busy|deploy-view|instances|launch|all] [--json] [--runs N]
                     [--sizes 1,20,100] [--folder FOLDER] [--seconds 60] [--page FOLDER]

  scale    checking 1, 20 and 100 simulated machines (sshd on loopback), 5 times each
  noop     applying a cloud that needs nothing, 5 times: the demo's, or the one in --folder
  deploy   the demo's cloud from bare machines and from machines with their packages, in a lab of its own, once each
  page     first paint, and how long until the first button can be pressed, beside plain HTML of the same server
  app-memory   the app's process with 100 simulated machines probed and planned, beside a Node process that idles
  busy     typing and dragging in Design while a run of 100 machines is told, beside the same without a run
  deploy-view  the screen Deploy in Chromium while 30,000 steps run within --seconds, beside an empty page;
           --page is a page that is built already
  instances    10,000 instances from a stand-in for the APIs: first rows, filter, scrolling, heap, CPU while left alone
  launch       from the click to ACTIVE in a cloud that runs (the demo's, or the one in --folder), beside a bare client

Scale and noop run a hand-written script beside Stackstead. Let the computer do nothing else meanwhile.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: demoFolder('demo') },
    help: { type: 'boolean', short: 'h', default: false },
    json: { type: 'boolean', default: false },
    page: { type: 'string' },
    runs: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    sizes: { type: 'string', default: '1,20,100' },
  },
})

const onProgress = (line: string): void => console.error(`  ${line}`)
const runs = (usual: number): number => Number(values.runs ?? usual)
const PARTS: Readonly<Record<string, () => Promise<Report>>> = {
  scale: () => scale({ sizes: values.sizes.split(',').map(Number), runs: runs(5), onProgress }),
  noop: () => noop({ folder: values.folder, runs: runs(5), onProgress }),
  deploy: () => deployments({ runs: runs(1), onProgress }),
  page: () => pageLoad({ runs: runs(5), onProgress }),
  'app-memory': () => appMemory({ machines: 100, onProgress }),
  busy: () => busy({ page: values.page, onProgress }),
  instances: () => instances({ count: 10_000, runs: runs(3), scrollSeconds: 6, restSeconds: 63, onProgress }),
  launch: () => launch({ folder: values.folder, runs: runs(5), onProgress }),
  'deploy-view': () => deployView({ seconds: Number(values.seconds), page: values.page, onProgress }),
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
  const computer = { cores: cpus().length, model: cpus()[0]?.model, memory: totalmem() }
  if (values.json) console.log(JSON.stringify({ computer, reports }, undefined, 2))
}
