/** The practice lab's door: machines on this computer that look to the engine like a person's hardware. */
export { cutMachine, type LabUpOptions, labDestroy, labDown, labUp, startMachine } from './lab.ts'
export type { Layer } from './layer.ts'
export { machineNames } from './names.ts'
export type { LabProgress, OnProgress } from './progress.ts'
export { installLine, installRequirements, type Lack, labRequirements, missingPackages } from './requirements.ts'
export type { LabDisk, LabMachine, LabState } from './state.ts'
export { labStatus } from './status.ts'
