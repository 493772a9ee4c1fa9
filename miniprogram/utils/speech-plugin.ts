/**
 * WeChat's own plugin 同声传译: it makes words out of speech and speech out of words. A county that wants it adds it to its account and names
 * it in app.json (see the README); everywhere else the mini-program does without.
 */
interface SpeechPlugin {
  getRecordRecognitionManager(): RecognitionManager
  textToSpeech(options: {
    lang: 'zh_CN'
    tts: true
    content: string
    success(result: { filename: string }): void
    fail(): void
  }): void
}

export interface RecognitionManager {
  start(options: { lang: 'zh_CN'; duration: number }): void
  stop(): void
  onStart: () => void
  onRecognize: (result: { result: string }) => void
  onStop: (result: { tempFilePath: string; duration: number; result: string }) => void
  onError: (error: { msg: string }) => void
}

const NAME = 'WechatSI'
let found: SpeechPlugin | null | undefined

export function speechPlugin(): SpeechPlugin | null {
  found ??= find()
  return found
}

/** Where it is not part of the mini-program, WeChat throws. */
function find(): SpeechPlugin | null {
  try {
    return requirePlugin(NAME) as SpeechPlugin
  } catch {
    return null
  }
}
