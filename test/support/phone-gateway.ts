/** A county's gateway for telephone notices, to test with: it answers as it is told and remembers what came. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Delivery {
  key: string | undefined
  authorization: string | undefined
  body: Record<string, string>
}

/** `silent`: takes the request and never answers. */
type Reply = number | 'silent'

export async function startGateway() {
  const deliveries: Delivery[] = []
  let replies: Reply[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { authorization } = request.headers
    deliveries.push({ key: String(request.headers['idempotency-key']), authorization, body: JSON.parse(body) })
    const reply = replies.shift() ?? 200
    if (reply === 'silent') return
    response.writeHead(reply, reply === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    deliveries,
    /** What it answers to the next ones, in turn; afterwards 200. Forgets what came. */
    answers: (...next: Reply[]) => {
      replies = next
      deliveries.length = 0
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
