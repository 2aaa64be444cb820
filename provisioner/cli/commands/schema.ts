/** `stackstead schema`: the JSON Schema of cloud.yaml, for editors. */
import { Command } from 'commander'
import { cloudJsonSchema, SETTINGS } from '../../index.ts'
import { withShared } from '../options.ts'
import { working } from '../session.ts'

export function schemaCommand(): Command {
  const command = new Command('schema')
    .summary('print the JSON Schema of cloud.yaml')
    .description('With it an editor completes and explains cloud.yaml.')
    .addHelpText(
      'after',
      '\nExample:\n  stackstead schema > cloud.schema.json\n  and as the first line of cloud.yaml:\n  # yaml-language-server: $schema=cloud.schema.json',
    )
  return working(withShared(command, 'nothing'), async ({ terminal }) => {
    terminal.out(JSON.stringify(cloudJsonSchema(SETTINGS), null, 2))
    return 0
  })
}
