/** The command line `stackstead`: see program.ts for how a line is read and commandTable.ts for the commands. */
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { endWithReader } from './terminal.ts'

// Halves the time to start. In a folder of this person's own: the default, below /tmp, is everybody's.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stackstead', 'compiled'))
endWithReader()
const { runProgram } = await import('./program.ts')
process.exitCode = await runProgram(process.argv.slice(2))
