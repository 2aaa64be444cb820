/** The design area: what a text means, and edits of it. */
import {
  type CloudEdit,
  cloudJsonSchema,
  editCloud,
  LAYOUT_FACTS,
  LAYOUTS,
  PARTS,
  type Probed,
  ROLES,
  readDesign,
  SETTINGS,
  suggestDesign,
} from '../../../provisioner/index.ts'
import { type Design, type MachineStates, probeIn, type RequestParsed, type Vocabulary } from '../../contract/index.ts'
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'

type AskedEdit = RequestParsed<'design.edit'>['edits'][number]

export function designArea({
  probes,
}: Pick<AppContext, 'probes'>): Area<'design.vocabulary' | 'design.read' | 'design.edit'> {
  let vocabulary: Vocabulary | undefined
  /** Suggestions depend on the text as the edits before have left it. */
  const apply = async (text: string, edit: AskedEdit): Promise<string> => {
    const edits: readonly CloudEdit[] =
      edit.kind === 'suggest'
        ? suggestDesign(readDesign(text, SETTINGS), probed((await probes.of(edit.cloud)).get()))
        : [edit]
    return editCloud(text, edits)
  }
  return {
    requests: {
      async 'design.vocabulary'() {
        vocabulary ??= {
          roles: ROLES,
          parts: PARTS,
          layouts: LAYOUTS.map((id) => ({ id, ...LAYOUT_FACTS[id] })),
          schema: cloudJsonSchema(SETTINGS),
        }
        return vocabulary
      },
      'design.read': async ({ text }) => read(text),
      async 'design.edit'({ text, edits }) {
        let edited = text
        for (const edit of edits) edited = await apply(edited, edit)
        return { text: edited, design: read(edited) }
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}

function read(text: string): Design {
  return readDesign(text, SETTINGS)
}

function probed({ machines }: MachineStates): Probed {
  const known = Object.entries(machines).flatMap(([name, state]) => {
    const probe = probeIn(state)
    return probe === undefined ? [] : [[name, probe] as const]
  })
  return Object.fromEntries(known)
}
