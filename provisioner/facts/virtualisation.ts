/** Whether KVM works on a machine: what a trial guest has shown, and whether that trial still holds. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'
import { MANIFEST } from './manifest.ts'

/** One line: the state of the machine the trial was made in, a tab, "kvm" or "qemu". */
export const TRIAL_RECORD = `${MANIFEST}/virtualisation`

/** Which trial was made: another one has to be made anew. */
const TRIAL = 'counting'

/** What the outcome depends on: QEMU, the kernel, the processor, and whether the kernel offers KVM at all. */
export const TRIAL_STATE = sh`printf '%s|' ${TRIAL} \
  "$(dpkg-query -W -f='\${Version}' qemu-system-x86 2>/dev/null)" "$(uname -r)" \
  "$(sed -n 's/^model name[[:space:]]*: *//p' /proc/cpuinfo | head -n 1)" \
  "$(grep -qwE 'vmx|svm' /proc/cpuinfo && echo extensions)" "$([ -e /dev/kvm ] && echo device)"`

export interface TrialState {
  /** What was found when a guest was last started in the machine's present state; undefined: not tried yet. */
  readonly found: 'kvm' | 'qemu' | undefined
}

export const trialState: Fact<TrialState> = singleFact(
  'virtualisation',
  sh`
    ${TRIAL_STATE}; echo
    cat ${TRIAL_RECORD} 2>/dev/null; true`,
  (result) => {
    const [state, record = ''] = result.stdout.split('\n').filter((line) => line !== '')
    const [when, found] = record.split('\t')
    return { found: when === state && (found === 'kvm' || found === 'qemu') ? found : undefined }
  },
)
