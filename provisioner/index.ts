/** The engine's only public door. */

export { runInteractive } from './adapters/localProcess.ts'
export type { PasswordQuestion, SshOptions, SshTarget } from './adapters/sshOptions.ts'
export { checkPlan, type Fleet, isConverged, type Preview } from './core/check.ts'
export { type Applied, type ApplyOptions, apply } from './engine/apply.ts'
export { cloudFleet } from './engine/cloudFleet.ts'
export { type Durations, durationsOf, type Remaining, remaining, stepDurations } from './engine/estimate.ts'
export { type LockHolder, unlockMachine } from './engine/machineLock.ts'
export { openProject, type Project } from './engine/project.ts'
export { listRuns, readEvents, readRun } from './engine/runFiles.ts'
export * from './lab/index.ts'
