/** The engine's only public door. */

export { type KeyVault, keyVault } from './adapters/keyVault.ts'
export { fingerprintCommand } from './adapters/knownHosts.ts'
export { privateFolder, readText, writeWhole } from './adapters/localFiles.ts'
export { runInteractive } from './adapters/localProcess.ts'
export type { SshHost } from './adapters/sshHosts.ts'
export { ownKnownHosts, type SshOptions, type SshTarget } from './adapters/sshOptions.ts'
export { accessKey } from './components/firstUse/accessKey.ts'
export { packagesOf, SETTINGS } from './components/registry.ts'
export { ROLES, type Role } from './config/cloud.ts'
export { type CloudEdit, editCloud } from './config/editCloud.ts'
export type { Forecast } from './config/forecast.ts'
export type { JsonSchema } from './config/jsonSchema.ts'
export { cloudJsonSchema } from './config/jsonSchema.ts'
export { LAYOUT_FACTS, LAYOUTS, type LayoutName, type NewMachine, newCloudFile } from './config/layouts.ts'
export type { Notice } from './config/notices.ts'
export { checkCloud } from './config/parseCloud.ts'
export { PARTS, type Part } from './config/parts.ts'
export type { Problem } from './config/problem.ts'
export { type CloudDesign, machineTargets, readDesign } from './config/readDesign.ts'
export type { CloudFile } from './config/schema.ts'
export { didYouMean } from './config/suggest.ts'
export { writeCloudFile } from './config/writeCloud.ts'
export { checkPlan, type Fleet, isConverged, type Preview } from './core/check.ts'
export { adminCredentials, type Endpoint, endpointsOf } from './engine/access.ts'
export { type Applied, type ApplyOptions, apply } from './engine/apply.ts'
export { type CloudFleet, cloudFleet } from './engine/cloudFleet.ts'
export { destroyPlan } from './engine/destroyPlan.ts'
export { type Durations, remaining, stepDurations } from './engine/estimate.ts'
export { unlockMachine } from './engine/machineLock.ts'
export type { MachineProbe, ProbedDisk, ProbedNic } from './engine/machineProbe.ts'
export { findingsOf, joinLooks, type Look, lookAt, preflight, preflightSubjects } from './engine/preflight.ts'
export {
  type MachineView,
  type PreviewView,
  previewView,
  type StepView,
  stepCounts,
  stepsIn,
} from './engine/previewView.ts'
export { knownHostsBeside, openProject, type Project } from './engine/project.ts'
export { listRuns, readEvents, readMilestones, readRun } from './engine/runFiles.ts'
export type { Proof, VerifyEvent } from './engine/verify/proof.ts'
export { verifyCloud } from './engine/verify/verifyCloud.ts'
export * from './lab/index.ts'
export type { Credentials } from './openstack/credentials.ts'
export { type Finding, hasErrors } from './preflight/index.ts'
