import { ApiProblem, post } from './api.ts'
import { newId } from './chat-store.ts'

/** Acts without an answer so far, by what was sent. */
const unanswered = new Map<string, string>()

/**
 * Sends an act that changes something, under an id of its own. The same act sent again because its answer got lost, or tapped
 * twice, keeps its id, and the server does it once; after an answer it is another act.
 */
export async function postAct<T>(path: string, token: string, body: object): Promise<T> {
  const sent = `${path} ${JSON.stringify(body, (key, value) => (key === 'id' ? undefined : value))}`
  const id = unanswered.get(sent) ?? newId()
  unanswered.set(sent, id)
  try {
    const answer = await post<T>(path, token, { ...body, id })
    unanswered.delete(sent)
    return answer
  } catch (error) {
    if (isAnswer(error)) unanswered.delete(sent)
    throw error
  }
}

/** A refusal is an answer; without a line, or where something broke, nobody knows what was done. */
function isAnswer(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status >= 400 && error.problem.status < 500
}
