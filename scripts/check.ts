/** `npm run check`: format, lint, types, import rules and unused code, each named when it fails. */
import { brokenRules } from './importRules.ts'
import { run } from './run.ts'

const CHECKS: readonly { readonly name: string; readonly run: () => number }[] = [
  { name: 'format and lint', run: () => run('biome', ['ci', '--error-on-warnings', '.']) },
  { name: 'types', run: () => run('tsc', ['--build']) },
  { name: 'import rules', run: importRules },
  { name: 'unused code', run: () => run('knip', ['--no-progress']) },
]

function importRules(): number {
  const broken = brokenRules()
  for (const line of broken) console.error(line)
  return broken.length === 0 ? 0 : 1
}

const failed = CHECKS.filter((check) => check.run() !== 0)
for (const check of failed) console.error(`check: ${check.name} failed`)
if (failed.length === 0) console.log(`check: ${CHECKS.map((check) => check.name).join(', ')} are fine`)
process.exitCode = failed.length === 0 ? 0 : 1
