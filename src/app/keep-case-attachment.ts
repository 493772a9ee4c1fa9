import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { fileKind } from './file-kind.ts'
import type { Refusal } from './refusal.ts'

/** Keeps a picture that a cadre puts in for a case, for the command that will name it. @param ownId of his phone: sent again it is the same one. */
export async function keepCaseAttachment(
  deps: Deps,
  actor: CadreActor,
  caseId: string,
  bytes: Uint8Array,
  ownId?: string,
): Promise<{ attachment: string } | Refusal> {
  const mime = fileKind(bytes)
  if (mime === null) return { refused: 'unsafe_attachment' }
  return deps.store.transaction(actor, async (tx) => {
    if (!(await tx.cases.row(caseId))) return { refused: 'not_found' }
    const { county, cadreId } = actor
    const [id, at] = [ownId ?? deps.ids.uuid(), deps.clock.now()]
    const put = await tx.attachments.putForCase({ id, county, cadreId, caseId, mime, bytes, at })
    if (put === 'taken') return { refused: 'id_taken' }
    if (put === 'put') await tx.audit.append({ at, actor: cadreId, act: 'case_attached', subject: id })
    return { attachment: id }
  })
}
