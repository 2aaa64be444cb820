/** The command line `stackstead`: see program.ts for how a line is read and commandTable.ts for the commands. */
import { runProgram } from './program.ts'
import { endWithReader } from './terminal.ts'

endWithReader()
process.exitCode = await runProgram(process.argv.slice(2))
