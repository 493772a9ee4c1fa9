/** Cadres' accounts: one-time invitation, password, session. */
import { z } from 'zod'
import { CadreRole, RegionCode, Words } from './terms.ts'

export const Me = z.object({
  id: z.uuid(),
  name: z.string(),
  role: CadreRole,
  county: RegionCode,
  areas: z
    .array(RegionCode)
    .describe(
      'What he may see: every code that starts with one of these. Those of his own come before those where he is only deputy.',
    ),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const AcceptInvitation = z.object({
  code: z.string().trim().min(8).max(64),
  account: Words.trim().min(3).max(40).describe('The name to log in with.'),
  password: z.string().min(10).max(200),
  county: RegionCode.optional().describe('Needed only where one server serves several counties.'),
})
export const Login = z.object({
  account: Words.trim().min(1).max(40),
  password: z.string().min(1).max(200),
  county: RegionCode.optional().describe('Needed only where one server serves several counties.'),
})
export const Session = z.object({ token: z.string(), expiresAt: z.iso.datetime(), me: Me })
export const Colleague = z.object({ id: z.uuid(), name: z.string(), role: CadreRole, areas: z.array(RegionCode) })

export type Session = z.infer<typeof Session>
export type Colleague = z.infer<typeof Colleague>
