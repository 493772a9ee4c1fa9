/** Where an officer of a department sits: an office that needs are referred to, or one whose data is compared; some are both. */
import { z } from 'zod'
import { DataHolder } from './case.ts'
import { Department } from './terms.ts'

export const Office = z.union([Department, DataHolder])
export type Office = z.infer<typeof Office>
