/** The program a person starts: for lines that are to be typed later. */
import { fileURLToPath } from 'node:url'

/** Two folders up, from here as from the bundle in dist/command-line/dist/cli. */
export const OWN_PROGRAM = fileURLToPath(new URL('../../bin/stackstead', import.meta.url))
