/** The questions area: what the app wants to know, and the person's answers. */
import type { Area } from '../area.ts'
import type { Questions } from './questions.ts'

export function questionsArea(questions: Questions): Area<'questions.answer', 'questions.follow'> {
  return {
    requests: {
      async 'questions.answer'({ id, answer }) {
        await questions.answer(id, answer)
        return null
      },
    },
    streams: {
      'questions.follow': (_input, emit, signal) => questions.open.follow(emit, signal),
    },
    async [Symbol.asyncDispose]() {
      questions.withdraw()
    },
  }
}
