import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { fileKind } from './file-kind.ts'
import type { Refusal } from './refusal.ts'

/** Keeps a picture that a cadre puts in for a case, for the command that will name it. */
export async function keepCaseAttachment(
  deps: Deps,
  actor: CadreActor,
  caseId: string,
  bytes: Uint8Array,
): Promise<{ attachment: string } | Refusal> {
  const mime = fileKind(bytes)
  if (mime === null) return { refused: 'unsafe_attachment' }
  return deps.store.transaction(actor, async (tx) => {
    if (!(await tx.cases.row(caseId))) return { refused: 'not_found' }
    const { county, cadreId } = actor
    const [id, at] = [deps.ids.uuid(), deps.clock.now()]
    await tx.attachments.putForCase({ id, county, cadreId, caseId, mime, bytes, at })
    await tx.audit.append({ at, actor: cadreId, act: 'case_attached', subject: id })
    return { attachment: id }
  })
}
