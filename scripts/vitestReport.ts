/** What vitest's JSON report says of a run. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[] | null
    }[]
  }[]
}

/** Undefined where the run ended before it wrote one. */
export function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/** Each failed test, or file that could not be run, with the first lines of its cause. */
export function failuresOf(report: Report | undefined): string[] {
  return (report?.testResults ?? []).flatMap((file) => {
    const name = relative(process.cwd(), file.name)
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [`${name}\n${firstLines(file.message)}`]
    return failed.map((test) => `${name} › ${test.fullName}\n${firstLines(test.failureMessages?.join('\n') ?? '')}`)
  })
}

function firstLines(text: string): string {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n')
}
