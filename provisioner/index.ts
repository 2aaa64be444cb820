/** The engine's only public door. */

export {
  ACTIONS,
  type ActionName,
  DISK_FORMATS,
  type Explained,
  explain,
  type InputOfAction,
  type OutputOfAction,
  type ParsedInput,
  RULE_PRESETS,
  rulesOf,
} from './actions/index.ts'
export { holder, isRunning, parsedNote, takeFile, thisProcess } from './adapters/heldFile.ts'
export { keyVault } from './adapters/keyVault.ts'
export { fingerprintCommand } from './adapters/knownHosts.ts'
export { privateFolder, readText, writeNew, writeWhole } from './adapters/localFiles.ts'
export { runInteractive, runProgram } from './adapters/localProcess.ts'
export { type SshHost, sshHosts } from './adapters/sshHosts.ts'
export { ownKnownHosts, type SshOptions, type SshTarget } from './adapters/sshOptions.ts'
export { wakeOnLan } from './adapters/wakeOnLan.ts'
export { accessKey } from './components/firstUse/accessKey.ts'
export { SETTINGS } from './components/registry.ts'
export { ROLES, type Role } from './config/cloud.ts'
export { type CloudEdit, editCloud } from './config/editCloud.ts'
export type { Forecast } from './config/forecast.ts'
export { cloudJsonSchema, type JsonSchema } from './config/jsonSchema.ts'
export { LAYOUT_FACTS, LAYOUTS, type LayoutName, type NewMachine, newCloudFile } from './config/layouts.ts'
export { machineProblems } from './config/machineEntry.ts'
export type { Notice } from './config/notices.ts'
export { checkCloud } from './config/parseCloud.ts'
export { PARTS, type Part } from './config/parts.ts'
export type { Problem } from './config/problem.ts'
export { machineTargets, readDesign } from './config/readDesign.ts'
export type { CloudFile } from './config/schema.ts'
export { didYouMean } from './config/suggest.ts'
export { writeCloudFile } from './config/writeCloud.ts'
export { checkPlan, type Fleet, isConverged, type Preview } from './core/check.ts'
export { adminCredentials, type Endpoint, endpointsOf } from './engine/access.ts'
export { type OpenProxy, openApiProxy, throughFleet } from './engine/apiProxy.ts'
export { type Applied, type ApplyOptions, apply } from './engine/apply.ts'
export { type CloudFleet, cloudFleet } from './engine/cloudFleet.ts'
export { cloudsYaml, openrc, type Reach, terraformProvider } from './engine/credentialFiles.ts'
export { destroyPlan } from './engine/destroyPlan.ts'
export { drainCompute } from './engine/drain/drainCompute.ts'
export {
  type DrainEnd,
  type DrainedInstance,
  type DrainedState,
  type DrainProgress,
  type DrainWish,
  type EvacuationWish,
  wayOff,
} from './engine/drain/drained.ts'
export { evacuateCompute } from './engine/drain/evacuateCompute.ts'
export { type Durations, remaining, stepDurations } from './engine/estimate.ts'
export { followJournal } from './engine/followJournal.ts'
export { type GuestKey, type GuestTerminal, guestTerminal } from './engine/guest/guestTerminal.ts'
export { guestWays, openGuestWay } from './engine/guest/guestWay.ts'
export { type ImageFile, imageFile } from './engine/imageFile.ts'
export { importImage, uploadFile } from './engine/imageImport.ts'
export { cloudAccess, type KnownEntry, knownClouds } from './engine/knownClouds.ts'
export {
  readMachine,
  type ServiceHealth,
  watchedServices,
} from './engine/machineHealth.ts'
export { unlockMachine } from './engine/machineLock.ts'
export type { MachineProbe } from './engine/machineProbe.ts'
export { newKeyPair } from './engine/newKeyPair.ts'
export { OWNER_FACTS, otherFindings } from './engine/otherClouds.ts'
export { type OwnMachines, triedPath } from './engine/pathProbes.ts'
export { leftMachines, planFindings } from './engine/planFindings.ts'
export { practiceCloudText } from './engine/practiceCloud.ts'
export { labLayers } from './engine/practiceLayers.ts'
export { findingsOf, joinLooks, type Look, lookAt, preflight, preflightSubjects } from './engine/preflight.ts'
export {
  type MachineView,
  type PreviewView,
  previewView,
  type StepView,
  stepCounts,
  stepsIn,
} from './engine/previewView.ts'
export { probeAsUser, probeMachine } from './engine/probeMachine.ts'
export { knownHostsBeside, openProject, type Project } from './engine/project.ts'
export { foundThings } from './engine/recipes/foundThings.ts'
export {
  type PreviewedPart,
  previewRecipe,
  type RecipePreview,
} from './engine/recipes/previewRecipe.ts'
export type { RecipeRoom } from './engine/recipes/recipeRoom.ts'
export { forgetRecipeRun, listRecipeRuns } from './engine/recipes/recipeRuns.ts'
export { type RecipeShelf, recipeShelf, type ShelvedRecipe } from './engine/recipes/recipeShelf.ts'
export { removeRecipe } from './engine/recipes/removeRecipe.ts'
export { prepareRecipe, resumeRecipe } from './engine/recipes/runRecipe.ts'
export { isMilestone, listRuns, readEvents, readMilestones, readRun } from './engine/runFiles.ts'
export {
  clientBy,
  openDirectCloud,
  openRunningCloud,
  type RunningCloud,
} from './engine/runningCloud.ts'
export { openScreen } from './engine/screen.ts'
export { type Probed, suggestDesign } from './engine/suggestDesign.ts'
export { isProved, type Proof, type VerifyEvent } from './engine/verify/proof.ts'
export { type VerifyOptions, verifyCloud } from './engine/verify/verifyCloud.ts'
export { cpuPercent, type FileSystem, type Vitals } from './facts/vitals.ts'
export * from './lab/index.ts'
export type { Aggregate } from './openstack/aggregates.ts'
export { type ApplicationCredential, createApplicationCredential } from './openstack/applicationCredentials.ts'
export { type Checksum, checksumOf } from './openstack/checksumFile.ts'
export type { ComputeLimits, ComputeQuotas } from './openstack/computeQuotas.ts'
export type { ComputeService } from './openstack/computeServices.ts'
export type { Credentials } from './openstack/credentials.ts'
export type { Diagnostics } from './openstack/diagnostics.ts'
export type { Flavor } from './openstack/flavors.ts'
export type { FloatingIp } from './openstack/floatingIps.ts'
export { type ForecastFacts, forecastFacts, forecastOf } from './openstack/forecast/forecastOf.ts'
export type { HostForecast, PlacementForecast } from './openstack/forecast/wanted.ts'
export type { Hypervisor } from './openstack/hypervisors.ts'
export { type CatalogueImage, IMAGE_CATALOGUE } from './openstack/imageCatalogue.ts'
export { fileFormat, HEAD as FORMAT_HEAD } from './openstack/imageFormat.ts'
export { imageLogin } from './openstack/imageLogin.ts'
export type { Image, ImageMember } from './openstack/images.ts'
export type { Uploaded, UploadProgress } from './openstack/imageUpload.ts'
export type { InstanceAction, InstanceActionDetails } from './openstack/instanceActions.ts'
export type { Keypair } from './openstack/keypairs.ts'
export type { LiveMigration, Migration } from './openstack/migrations.ts'
export type { NetworkAgent } from './openstack/networkAgents.ts'
export type { NetworkQuotas } from './openstack/networkQuotas.ts'
export type { Network } from './openstack/networks.ts'
export type { Openstack } from './openstack/openstack.ts'
export type { Link as PathLink, PathAnswer } from './openstack/pathCheck.ts'
export { readPathWorld } from './openstack/pathWorld.ts'
export { perform } from './openstack/perform.ts'
export type { Port } from './openstack/ports.ts'
export type { Project as CloudProject } from './openstack/projects.ts'
export type { ResourceProvider } from './openstack/resourceProviders.ts'
export type { RoleAssignment } from './openstack/roleAssignments.ts'
export type { Role as IdentityRole } from './openstack/roles.ts'
export type { Router } from './openstack/routers.ts'
export type { SecurityGroup } from './openstack/securityGroups.ts'
export type { SeenCall } from './openstack/seenCall.ts'
export type { ServerGroup } from './openstack/serverGroups.ts'
export type { Server } from './openstack/servers.ts'
export type { Subnet } from './openstack/subnets.ts'
export type { User } from './openstack/users.ts'
export type { Zone } from './openstack/zones.ts'
export { type Finding, hasErrors } from './preflight/index.ts'
export type { Choices, Given } from './recipes/choices.ts'
export type { Need, NeedName } from './recipes/need.ts'
export { shortageWords } from './recipes/need.ts'
export {
  type OutputValue,
  type PartProgress,
  type RecipeEvent,
  type RecipeProgress,
  reduceRecipe,
} from './recipes/progress.ts'
export type { RecipeProblem } from './recipes/readRecipe.ts'
export { readRecipe } from './recipes/readRecipe.ts'
export type { Parameter } from './recipes/schema.ts'
