import { z } from 'zod'
import { CadreRole } from './terms.ts'

/** A cadre who has something in hand. */
export const Holder = z.object({ id: z.uuid(), name: z.string(), role: CadreRole })
