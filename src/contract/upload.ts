/** Pictures and recordings: the body itself, or the one file of a form (wx.uploadFile). */
import { z } from 'zod'

export const UploadQuery = z.object({
  id: z
    .uuid()
    .optional()
    .describe('Made by the client, and then the id of the attachment: sent again it is the same attachment.'),
})
