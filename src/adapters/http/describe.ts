import { z } from 'zod'
import { CaseProblem, FasterProblem, Problem } from '../../contract/problem.ts'

/** Every route may answer with a problem; routes on leads also with the one that names who was faster. */
export const problems = {
  default: { description: 'A problem (RFC 9457).', content: { 'application/problem+json': { schema: Problem } } },
}
export const problemsOnLeads = {
  409: {
    description: 'Not possible now, or somebody was faster.',
    content: { 'application/problem+json': { schema: FasterProblem } },
  },
  ...problems,
}

export const problemsOnCases = {
  409: {
    description: 'Not possible now, with the clause, or somebody was faster.',
    content: { 'application/problem+json': { schema: CaseProblem } },
  },
  ...problems,
}

/** A picture or recording; the bytes have no schema. */
export const fileAnswer = {
  200: {
    description: 'The file.',
    content: { 'image/*': { schema: z.custom<Uint8Array>() }, 'audio/*': { schema: z.custom<Uint8Array>() } },
  },
  ...problems,
}

/** The answer of a socket's address. */
export const upgraded = { 101: z.undefined().describe('A WebSocket from here on.'), ...problems }

export const Id = z.object({ id: z.uuid() })
export const signedIn = [{ session: [] }]
export const asGuest = [{ guest: [] }]
