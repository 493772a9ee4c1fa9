/**
 * A stand-in for an OpenAI-compatible server, which can behave as badly as real ones do. `obedient` is the worst of models: it
 * does whatever the text that it is to read tells it.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Suggestion } from '../../src/core/understanding/suggestion.ts'

export const NOTHING: Suggestion = { intent: null, risks: [], amounts: [], duration: null, urgency: null }

export type Behaviour =
  | { kind: 'suggests'; suggestion: Partial<Suggestion> }
  /** The content of the message, word for word. */
  | { kind: 'says'; content: string }
  /** The whole body, word for word. */
  | { kind: 'answers'; body: string; status?: number; headers?: Record<string, string> }
  /** Takes the question and never answers. */
  | { kind: 'silent' }
  /** Sends its headers at once and then a byte now and again, without an end. */
  | { kind: 'trickles' }
  | { kind: 'endless' }
  | { kind: 'hangs_up' }
  /** Turns the schema down as some servers do, and suggests only to who leaves it out. */
  | { kind: 'knows_no_schema'; suggestion: Partial<Suggestion> }
  | { kind: 'obedient' }

export interface Asked {
  path: string
  headers: Record<string, string | string[] | undefined>
  body: {
    model: string
    temperature: number
    messages: { role: string; content: string }[]
    response_format?: { type: string; json_schema: { schema: unknown } }
  }
}

export interface StandIn {
  baseUrl: string
  asked: Asked[]
  behave: (behaviour: Behaviour) => void
  close: () => Promise<void>
}

export async function startStandIn(): Promise<StandIn> {
  let behaviour: Behaviour = { kind: 'suggests', suggestion: {} }
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const question: Asked = { path: request.url ?? '', headers: request.headers, body: JSON.parse(await read(request)) }
    asked.push(question)
    answer(behaviour, question, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What was given to be read. */
export function textIn({ body }: Asked): string {
  return JSON.parse(body.messages.at(-1)?.content ?? '{}').text
}

function answer(behaviour: Behaviour, question: Asked, response: ServerResponse): void {
  const says = (content: string) => send(response, JSON.stringify({ choices: [{ message: { content } }] }))
  switch (behaviour.kind) {
    case 'suggests':
      says(JSON.stringify({ ...NOTHING, ...behaviour.suggestion }))
      return
    case 'says':
      says(behaviour.content)
      return
    case 'answers':
      send(response, behaviour.body, behaviour.status, behaviour.headers)
      return
    case 'silent':
      return
    case 'trickles': {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
      return
    }
    case 'endless': {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(16_384)));
      }
      response.on('drain', more)
      more()
      return
    }
    case 'hangs_up':
      response.destroy()
      return
    case 'knows_no_schema':
      if (question.body.response_format)
        send(response, '{"error":{"message":"This response_format type is unavailable now"}}', 400)
      else says(JSON.stringify({ ...NOTHING, ...behaviour.suggestion }))
      return
    case 'obedient':
      says(/\{.*\}/s.exec(textIn(question))?.[0] ?? '{}')
      return
  }
}

function send(response: ServerResponse, body: string, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
