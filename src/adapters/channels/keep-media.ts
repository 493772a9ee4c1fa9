import type { Deps } from '../../app/deps.ts'
import type { Door } from '../../app/door.ts'
import { takeFileOfDay } from '../../app/files-of-day.ts'
import { keepAttachment } from '../../app/keep-attachment.ts'
import { isRefusal } from '../../app/refusal.ts'
import type { Inbound } from '../../contract/chat.ts'
import { CHANNEL_WORDS } from '../../core/channel/channel-words.ts'
import type { WechatApi } from './wechat-api.ts'

/** A picture or recording that lies with the platform. */
export type MediaMessage = { kind: 'picture'; media: string } | { kind: 'voice'; media: string; words: string | null }

/**
 * What somebody sent as a message of his conversation, or what he is told instead. What the platform recognised of a recording counts even where
 * the recording itself cannot be had. @throws where the platform may give it later
 */
export async function keepMedia(
  deps: Deps,
  api: WechatApi,
  door: Door,
  sent: MediaMessage,
): Promise<{ message: Inbound } | { words: string }> {
  const spoken = sent.kind === 'voice' ? sent.words : null
  const without = (words: string) =>
    spoken === null ? { words } : { message: { kind: 'text' as const, text: spoken } }
  if (!(await takeFileOfDay(deps, door))) return without(CHANNEL_WORDS.enough_files)
  const media = await api.media(sent.media)
  if (media.kind !== 'file') return without(notHad(sent.kind, media.kind))
  const kept = await keepAttachment(deps, door, media.bytes)
  if (isRefusal(kept)) return without(CHANNEL_WORDS[`${sent.kind}_unsafe`])
  if (sent.kind === 'picture') return { message: { kind: 'picture', attachment: kept.attachment } }
  return { message: { kind: 'voice', attachment: kept.attachment, ...(spoken === null ? {} : { text: spoken }) } }
}

/** Why a file that somebody sent is not here, for him. */
export function notHad(kind: MediaMessage['kind'], why: 'gone' | 'too_large'): string {
  if (why === 'gone') return CHANNEL_WORDS[`${kind}_lost`]
  return kind === 'picture' ? CHANNEL_WORDS.picture_too_large : CHANNEL_WORDS.voice_unsafe
}
