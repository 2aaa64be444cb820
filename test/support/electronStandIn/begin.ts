/** How the stand-in begins: with the browser below it. */
import { tmpdir } from 'node:os'
import { type ChromiumBelow, openChromium } from './chromium.ts'

export const FOLDER = process.env.STAND_IN_FOLDER ?? tmpdir()

const ready = Promise.withResolvers<void>()
let below: ChromiumBelow | undefined

export const chromiumBelow = (): ChromiumBelow | undefined => below
export const whenReady = (): Promise<void> => ready.promise

/** Electron begins here, once the app's module has been read: app.whenReady resolves when Chromium is there. */
export async function begin(): Promise<void> {
  below = await openChromium(FOLDER)
  await Promise.all(below.context.pages().map((page) => page.close()))
  ready.resolve()
}
