import type { z } from 'zod'
import type { QueueClientFrame, QueueServerFrame } from '../../../../src/contract/lead.ts'
import { openLive } from '../../../utils/live'
import { cadreSession } from '../../../utils/session'

type Frame = z.infer<typeof QueueServerFrame>
type Sent = z.infer<typeof QueueClientFrame>

/**
 * Tells when something of these kinds changed, or may have while the line was down.
 * @returns what ends it.
 */
export function watchQueue(kinds: Frame['type'][], changed: () => void): () => void {
  const token = cadreSession()?.token ?? ''
  let known = false
  const live = openLive<Frame, Sent>('/queue', {
    open: () => live.send({ type: 'hello', token }),
    state: () => {},
    frame: (frame) => {
      if (frame.type === 'ready') live.ready()
      const cameBack = frame.type === 'resync' || (frame.type === 'ready' && known)
      if (frame.type === 'ready') known = true
      if (cameBack || kinds.includes(frame.type)) changed()
    },
  })
  return () => live.close()
}
