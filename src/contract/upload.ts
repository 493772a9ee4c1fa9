/** Pictures and recordings: the body itself, or the one file of a form (wx.uploadFile); whole, or in pieces over a bad line. */
import { z } from 'zod'
import { MAX_ATTACHMENT } from './chat.ts'

/** Bytes of the largest piece. */
export const MAX_PIECE = 256 * 1024

export const UploadQuery = z
  .object({
    id: z
      .uuid()
      .optional()
      .describe('Made by the client, and then the id of the attachment: sent again it is the same attachment.'),
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe(
        `The body is a piece of the file, at most ${MAX_PIECE} bytes, and begins at this byte. Needs \`id\` and \`total\`.`,
      ),
    total: z.coerce.number().int().min(1).max(MAX_ATTACHMENT).optional().describe('Bytes of the whole file.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('Of the whole file. One that turns out to be another begins anew.'),
  })
  .refine(
    ({ id, offset, total }) => offset === undefined || (id !== undefined && total !== undefined && offset < total),
    {
      message: 'a piece needs the id and the size of its file',
    },
  )
export type UploadQuery = z.infer<typeof UploadQuery>

/** Not all of it is here yet. */
export const UploadProgress = z.object({
  received: z.int().min(0).describe('So many bytes are here: the next piece begins there.'),
})
export type UploadProgress = z.infer<typeof UploadProgress>
