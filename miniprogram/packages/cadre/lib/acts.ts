import type { WaitingAct } from '../../../utils/cadre-kept'

export interface ActPorts {
  read(): WaitingAct[]
  write(acts: WaitingAct[]): void
  /** Whose acts are sent now; null when nobody is logged in. */
  account(): string | null
  /** @returns the server's id of it. @throws ApiProblem */
  upload(act: WaitingAct, photo: WaitingAct['photos'][number]): Promise<string>
  /** @throws ApiProblem */
  send(act: WaitingAct, body: Record<string, unknown>): Promise<unknown>
  /** How far that what it is about has come meanwhile. @throws ApiProblem */
  versionNow(act: WaitingAct): Promise<number | null>
  /** The server has it. */
  taken(act: WaitingAct, answer: unknown): void
  /** Nobody needs its photos any more. */
  forget(act: WaitingAct): void
  /** Will the same go well later? */
  isPassing(error: unknown): boolean
  /** Is he to log in again first? */
  isSignedOut(error: unknown): boolean
  wordsOf(error: unknown): string
  changed(): void
  later(then: () => void, ms: number): void
}

export type Settled = { kind: 'taken'; answer: unknown } | { kind: 'refused'; words: string } | { kind: 'waiting' }

const FIRST_WAIT_MS = 3_000
const LONGEST_WAIT_MS = 60_000

/**
 * What a cadre did, on its way to the server. It stands in the phone's storage before it is sent, its id goes along each time, and what is
 * about the same thing goes in order: one that was refused keeps those behind it until he decides.
 */
export function openActs(ports: ActPorts) {
  let running: Promise<void> | null = null
  let again = false
  let wait = FIRST_WAIT_MS
  let retry = 0
  const watchers = new Map<string, (settled: Settled) => void>()

  const own = () => ports.read().filter((act) => act.account === ports.account())

  function put(acts: WaitingAct[]) {
    ports.write(acts)
    ports.changed()
  }

  function change(id: string, to: Partial<WaitingAct>) {
    put(ports.read().map((act) => (act.id === id ? { ...act, ...to } : act)))
  }

  function remove(id: string) {
    put(ports.read().filter((act) => act.id !== id))
  }

  /** The first that nothing before it holds up. */
  function next(): WaitingAct | undefined {
    const held = new Set<string>()
    return own().find((act) => {
      const subject = `${act.about.kind} ${act.about.id}`
      if (act.refused !== null) held.add(subject)
      return !held.has(subject)
    })
  }

  /** Still to be sent, and by him: meanwhile he may have thrown it away, or somebody else may be logged in. */
  const isWanted = ({ id }: WaitingAct) => own().some((act) => act.id === id)

  /** Sends what waits. Whoever calls it while it is at it makes it look once more. */
  function run(): Promise<void> {
    again = true
    running ??= untilNothingIsNew()
    return running
  }

  async function untilNothingIsNew(): Promise<void> {
    try {
      while (again) {
        again = false
        await sendAll()
      }
    } finally {
      running = null
    }
  }

  async function sendAll(): Promise<void> {
    for (let act = next(); act; act = next()) {
      try {
        await sendOne(act)
        wait = FIRST_WAIT_MS
      } catch (error) {
        if (ports.isSignedOut(error)) return letWait()
        if (ports.isPassing(error)) {
          letWait()
          return tryLater()
        }
        refuse(act, ports.wordsOf(error))
      }
    }
  }

  async function sendOne(act: WaitingAct): Promise<void> {
    const photos = [...act.photos]
    for (const [at, photo] of photos.entries()) {
      if (photo.sent !== null) continue
      photos[at] = { ...photo, sent: await ports.upload(act, photo) }
      // Kept at once: after a restart the same file is not uploaded again.
      change(act.id, { photos: [...photos] })
      if (!isWanted(act)) return settle(act.id, { kind: 'waiting' })
    }
    const ids = photos.flatMap(({ sent }) => (sent === null ? [] : [sent]))
    const answer = await ports.send(act, act.photosPath === null ? act.body : withPhotos(act.body, ids))
    if (isWanted(act)) ports.taken(act, answer)
    ports.forget(act)
    remove(act.id)
    settle(act.id, { kind: 'taken', answer })
  }

  /** Whoever stands before the form is told there; otherwise it waits in the list of what was not taken. */
  function refuse(act: WaitingAct, words: string) {
    if (watchers.has(act.id)) remove(act.id)
    else change(act.id, { refused: words })
    settle(act.id, { kind: 'refused', words })
  }

  function settle(id: string, settled: Settled) {
    const watcher = watchers.get(id)
    watchers.delete(id)
    watcher?.(settled)
  }

  /** Those behind the one that could not be sent wait with it; nobody need stay before his form. */
  function letWait() {
    for (const id of [...watchers.keys()]) settle(id, { kind: 'waiting' })
  }

  function tryLater() {
    retry += 1
    const mine = retry
    ports.later(() => void (mine === retry && run()), wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  return {
    /** What waits, of whoever is logged in. */
    waiting: own,
    /** Kept, then sent. Answers when it is known what became of it, or after `patience` ms. @throws where the phone has no room */
    submit(act: WaitingAct, patience: number): Promise<Settled> {
      // First of all: where the phone has no room, this throws, and nobody waits.
      put([...ports.read(), act])
      const settled = new Promise<Settled>((resolve) => {
        watchers.set(act.id, resolve)
        ports.later(() => settle(act.id, { kind: 'waiting' }), patience)
      })
      void run()
      return settled
    },
    run,
    /** After a refusal: what is about the same thing is counted on from how it stands now. @throws ApiProblem */
    async sendAgain(id: string): Promise<void> {
      const refused = ports.read().find((act) => act.id === id)
      if (!refused) return
      let version = await ports.versionNow(refused)
      const isSame = ({ about, account }: WaitingAct) =>
        account === refused.account && about.kind === refused.about.kind && about.id === refused.about.id
      put(
        ports.read().map((act) => {
          if (!isSame(act)) return act
          const body = version === null ? act.body : { ...act.body, version: version++ }
          return { ...act, body, ...(act.id === id && { refused: null }) }
        }),
      )
      return run()
    },
    drop(id: string) {
      const act = ports.read().find((each) => each.id === id)
      if (!act) return
      remove(id)
      ports.forget(act)
    },
  }
}

/** A visit because of a lead carries what was seen at home as a part of its own. */
function withPhotos(body: Record<string, unknown>, photos: string[]): Record<string, unknown> {
  const { home } = body
  return typeof home === 'object' && home !== null ? { ...body, home: { ...home, photos } } : { ...body, photos }
}
