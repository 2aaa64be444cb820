/** `npm test`: checks, hermetic tests, the window's in a browser, and the lab's where this computer can host one. Says what was left out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareBrowser } from './prepareBrowser.ts'
import { prepareLab } from './prepareLab.ts'
import { run } from './run.ts'
import { failuresOf, readReport } from './vitestReport.ts'

/** Each failure with the first lines of its cause, said again at the end, where they are looked for. */
const failures: string[] = []
const total = { passed: 0, failed: 0, skipped: 0 }

/** One vitest project; its counts go into the total. A run that ends without a report counts as one failure. */
function vitest(project: string, ...more: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-test-'))
  const file = join(folder, 'report.json')
  const status = run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
    ...more,
  ])
  const report = readReport(file)
  rmSync(folder, { recursive: true })
  total.passed += report?.numPassedTests ?? 0
  total.skipped += report?.numPendingTests ?? 0
  total.failed += report?.numFailedTests ?? 0
  failures.push(...failuresOf(report))
  if (status !== 0 && (report?.numFailedTests ?? 0) === 0) {
    total.failed += 1
    failures.push(`${project}: vitest ended with status ${status}`)
  }
}

const all = process.argv.includes('--all')
const labOnly = process.argv.includes('--lab')
const appOnly = process.argv.includes('--app')
const leftOut: string[] = []
if (!labOnly && !appOnly) {
  if (run('node', ['scripts/check.ts']) !== 0) {
    total.failed += 1
    failures.push('npm run check')
  } else total.passed += 1
}
const lab = appOnly ? undefined : await prepareLab()
if (!labOnly && !appOnly) vitest('unit')
if (!labOnly) {
  const browser = prepareBrowser()
  if (browser.ready) vitest('app')
  else leftOut.push(`tests of the window: ${browser.reason}`)
}
if (lab?.ready) vitest('lab', ...(all ? [] : ['--exclude', 'test/lab/long/**']))
else if (lab !== undefined) leftOut.push(`lab tests: ${lab.reason}`)
if (lab?.ready && !all) leftOut.push('the longest lab passages: npm run test:lab -- --all')
for (const line of leftOut) console.log(`left out: ${line}`)
if (lab?.ready === false && process.env.CI === 'true') {
  console.error('CI=true: a computer without a lab proves too little, so this counts as a failure.')
  total.failed += 1
}
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1
