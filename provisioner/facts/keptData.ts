/** Data a service keeps on a machine's disk: whether there is any, and whether the service was set up by us. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { MANIFEST } from './manifest.ts'

/** Where a service keeps what cannot be made again. */
export interface KeptPlace {
  readonly folder: string
  /** What lies in it once there is something to lose, as a pattern of find(1). */
  readonly name: string
  /** A file only Stackstead writes for this service. */
  readonly mark: string
}

export interface KeptState {
  readonly present: boolean
  /** The mark is in our notes: the service ran here as part of a cloud of ours. */
  readonly ours: boolean
}

const places: Subject<KeptPlace, KeptState> = {
  name: 'kept-data',
  command: (questions) => {
    const words = questions.flatMap(({ folder, name, mark }) => [folder, name, mark])
    return sh`
      set -- ${words}
      while [ $# -gt 0 ]; do
        [ -z "$(find "$1" -mindepth 1 -maxdepth 1 -name "$2" -print -quit 2>/dev/null)" ] || printf 'there\t%s\t%s\n' "$1" "$2"
        ! grep -qxF -- "$3" ${MANIFEST}/files 2>/dev/null || printf 'ours\t%s\n' "$3"
        shift 3
      done
      true`
  },
  parse: (result) => {
    const lines = new Set(result.stdout.split('\n'))
    return ({ folder, name, mark }) => ({
      present: lines.has(`there\t${folder}\t${name}`),
      ours: lines.has(`ours\t${mark}`),
    })
  },
}

export function keptData(place: KeptPlace): Fact<KeptState> {
  const { folder, name, mark } = place
  return fact(places, { folder, name, mark })
}
