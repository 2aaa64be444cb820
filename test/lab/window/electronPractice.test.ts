/** The passage from an empty app to a proved cloud in Electron itself, wherever its binary is. */
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { labDestroy } from '../../../provisioner/lab/index.ts'
import { dependentSteps } from '../../support/dependentSteps.ts'
import { type ElectronWindow, electronHere, electronWindow } from '../../support/electronWindow.ts'
import { type PracticePassage, practicePassage } from '../../support/practicePassage.ts'

const CLOUD = 'electron'
const binary = electronHere()
const step = dependentSteps()

describe.runIf(binary !== undefined).sequential('in Electron, from an empty app', () => {
  let window: ElectronWindow
  let passage: PracticePassage

  beforeAll(async () => {
    await labDestroy(CLOUD)
    window = await electronWindow(binary ?? '')
    passage = practicePassage(window.page, CLOUD)
  })
  afterAll(async () => {
    await window?.[Symbol.asyncDispose]()
    await labDestroy(CLOUD)
  })

  step('practice machines are raised, given roles, found fit and planned', async () => {
    await passage.raiseMachines()
    await passage.suggestRoles()
    await passage.openCheck()
    await passage.untilFit()
    await passage.openPlan()
  })

  step('they become a cloud', async () => {
    await passage.deploy()
    await passage.untilDeployed()
  })

  step('which is proved, with at most 12 clicks', async () => {
    await passage.openProof()
    await passage.prove()
    expect(passage.clicks()).toBeLessThanOrEqual(12)
  })
})
