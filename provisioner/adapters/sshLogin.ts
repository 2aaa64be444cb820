/** The order in which a login is attempted: keys, then one password, each within the same handshake. */
import { reveal, type Secret } from '../core/secret.ts'
import type { KeyRing } from './sshKeys.ts'
import type { AnyAuthMethod, Prompt } from './sshLibrary.ts'

export interface LoginPlan {
  readonly user: string
  readonly keys: KeyRing
  /** Called at most once, and only when the server would take a password. */
  readonly password: () => Promise<Secret | undefined>
}

export interface Login {
  /** What to try next; false when nothing is left. `accepted` is null before the server was asked. */
  next(accepted: readonly string[] | null): Promise<AnyAuthMethod | false>
  /** What was tried, for the error message. */
  tried(): readonly string[]
  /** What the server would accept, as it last said. */
  readonly accepted: readonly string[]
}

export function login({ user, keys, password }: LoginPlan): Login {
  const done = { keys: false, password: false }
  let accepted: readonly string[] = []
  const open = new Set(['none', 'keys', 'password'])

  return {
    tried: () => [...(done.keys ? keys.labels() : []), ...(done.password ? ['password'] : [])],
    get accepted() {
      return accepted
    },
    next: async (left) => {
      accepted = left ?? accepted
      const takes = (method: string) => left?.includes(method) ?? false
      if (keys.size > 0 && open.has('keys') && (left === null || takes('publickey'))) {
        open.delete('keys')
        done.keys = true
        return { type: 'agent', username: user, agent: keys.agent }
      }
      if (left === null && open.delete('none')) return { type: 'none', username: user }
      if (!open.has('password') || !(takes('password') || takes('keyboard-interactive'))) return false
      open.delete('password')
      const given = await password()
      if (given === undefined) return false
      done.password = true
      if (takes('password')) return { type: 'password', username: user, password: reveal(given) }
      return { type: 'keyboard-interactive', username: user, prompt: answerOnce(given) }
    },
  }
}

/** Answers hidden questions with the password the first time, and with nothing ever after. */
function answerOnce(password: Secret) {
  let used = false
  return (_name: string, _text: string, _lang: string, prompts: Prompt[], finish: (answers: string[]) => void) => {
    const answers = prompts.map((prompt) => (prompt.echo || used ? '' : reveal(password)))
    used ||= answers.some((answer) => answer !== '')
    finish(answers)
  }
}
