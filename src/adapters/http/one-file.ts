import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { type Arrived, takePiece } from '../../app/take-piece.ts'
import { MAX_PIECE, type UploadQuery } from '../../contract/upload.ts'
import type { Limits } from './limits.ts'
import { Refused, refuse } from './problems.ts'
import { doorAnswer } from './refusals.ts'

/** What the form may carry beside its one file: WeChat's phones send a few fields of their own. */
const MOST_FIELDS = 8

/**
 * Files come in two ways: as the body itself, from a page, or as the one file of a form, from wx.uploadFile, which knows no other way.
 * What the sender calls it only lets it in; what it is, the use case finds out from its bytes.
 */
export function takeFiles(app: FastifyInstance, limits: Pick<Limits, 'attachment'>, kinds: RegExp): void {
  app.addContentTypeParser(kinds, { parseAs: 'buffer', bodyLimit: limits.attachment }, (_request, body, parsed) =>
    parsed(null, body),
  )
  app.register(multipart, { limits: { files: 1, fields: MOST_FIELDS, fieldSize: 1_000, fileSize: limits.attachment } })
}

/** The file of this request, whichever way it came. */
export async function fileOf(request: FastifyRequest): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body
  if (!request.isMultipart()) refuse('wrong_media_type')
  const part = await request.file()
  if (!part) refuse('wrong_media_type')
  const bytes = await part.toBuffer()
  // The library looks while chunks come; where the limit is met with the last of them it says so only afterwards.
  if (part.file.truncated) refuse('file_too_large')
  return bytes
}

/** Whose file it is, and which: what the pieces of one have in common. */
interface Sender {
  county: string
  /** A resident's id, or a cadre's. */
  owner: string
}

/** The whole file; of one that comes in pieces, how far it is until the last is here. */
export async function arrivedOf(
  deps: Deps,
  request: FastifyRequest,
  { id, offset, total, sha256 }: UploadQuery,
  sender: () => Sender | Promise<Sender>,
): Promise<Arrived> {
  const bytes = await fileOf(request)
  if (id === undefined || offset === undefined || total === undefined) return { whole: bytes }
  if (bytes.length > MAX_PIECE || offset + bytes.length > total) refuse('file_too_large')
  const { county, owner } = await sender()
  return takePiece(deps, county, { owner, id, total, sha256: sha256 ?? null }, offset, bytes)
}

/** For routes that take a file: too large is told in words of its own. */
export const fileErrors = {
  errorHandler: (error: Error & { statusCode?: number }): never => {
    throw error.statusCode === 413 ? new Refused(doorAnswer('file_too_large')) : error
  },
}

export const FILE_WAYS = ['image/*', 'audio/*', 'multipart/form-data']
export const PICTURE_WAYS = ['image/*', 'multipart/form-data']
export const RESUMED =
  'With `?id=` sent again under the same id it is the same attachment. With `&offset=&total=` the body is a piece of it: 202 says where the next one begins.'
