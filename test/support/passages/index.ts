/** All passages, in the order in which they are run against a cloud. */
import { computePassages } from './compute.ts'
import { identityPassages } from './identity.ts'
import { imagePassages } from './images.ts'
import { instancePassages } from './instances.ts'
import { namePassages } from './names.ts'
import { networkPassages } from './network.ts'
import type { Passage } from './passage.ts'
import { placementPassages } from './placement.ts'

export const PASSAGES: readonly Passage[] = [
  ...identityPassages,
  ...computePassages,
  ...placementPassages,
  ...imagePassages,
  ...networkPassages,
  ...instancePassages,
  ...namePassages,
]
