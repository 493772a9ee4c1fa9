import { randomUUID } from 'node:crypto'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { cardPictures } from '../../app/card-pictures.ts'
import type { Deps } from '../../app/deps.ts'
import { fewAtOnce } from '../../app/few-at-once.ts'
import type { DrawPicture } from '../../app/ports/pictures.ts'
import type { ChangeFeed } from '../../app/ports/store.ts'
import { aboutMeRoutes } from './about-me-routes.ts'
import { accountRoutes, loginRoutes } from './account-routes.ts'
import { attachmentRoutes } from './attachment-routes.ts'
import { botRoutes } from './bot-routes.ts'
import { botSocket } from './bot-socket.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import { cardQuestionRoutes } from './card-question-routes.ts'
import { cardPictureRoutes, cardRoutes } from './card-routes.ts'
import { caseFileRoutes } from './case-file-routes.ts'
import { caseNoticeRoutes } from './case-notice-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { ChatHub } from './chat-hub.ts'
import { chatRoutes } from './chat-routes.ts'
import { chatSocket } from './chat-socket.ts'
import { comparisonRoutes } from './comparison-routes.ts'
import { demoRoutes } from './demo-routes.ts'
import { dutyRoutes } from './duty-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { handoverRoutes } from './handover-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { helpReportRoutes } from './help-report-routes.ts'
import { householdPoliciesRoutes } from './household-policies-routes.ts'
import { householdPhotoRoutes, householdRoutes } from './household-routes.ts'
import { leadEntryRoutes } from './lead-entry-routes.ts'
import { leadRoutes } from './lead-routes.ts'
import { LIMITS, type Limits } from './limits.ts'
import { LiveQueue } from './live-queue.ts'
import { PrivateLog, safeError } from './logging.ts'
import { measureRoutes } from './measure-routes.ts'
import { makeMetrics, measureRequests } from './metrics.ts'
import { miniprogramRoutes } from './miniprogram-routes.ts'
import { myReportRoutes } from './my-report-routes.ts'
import { noticeBoardRoutes } from './notice-board-routes.ts'
import { OpenSockets } from './open-sockets.ts'
import { describeApi } from './openapi.ts'
import type { BotDoor, Parts } from './parts.ts'
import { answerError, answerWithProblems } from './problems.ts'
import { queueSocket } from './queue-socket.ts'
import { referralRoutes } from './referral-routes.ts'
import { scanAskingRoutes, scanDecidingRoutes } from './scan-login-routes.ts'
import { guard } from './security.ts'
import { useZod } from './validation.ts'
import { villageRoutes } from './village-routes.ts'

/** Reads for onlookers under way at once; the database's other connections are left to the chat. */
const ONLOOKERS = 4

/** A picture of four megabytes over a 2G network; fastify's own default waits for ever, which invites slow attacks. */
const REQUEST_MS = 300_000

export interface ServerOptions {
  deps: Deps
  feed: ChangeFeed
  /** The deployment's own county, for whoever names none. */
  county: string
  logger: FastifyBaseLogger
  ready: () => Promise<boolean>
  demo: boolean
  /** Addresses of the proxies in front of us, as proxy-addr takes them. */
  trustProxy?: string[]
  limits?: Partial<Limits>
  /** Other sites whose pages may open our sockets, such as `https://h5.example.cn`. */
  origins?: string[]
  drawPicture: DrawPicture
  /** Where people reach this site, such as `https://mingbai.example.cn`; wherever a request came, where it is not told. */
  publicUrl?: string | null
  /** Measured by other parts, shown with our own. */
  registries?: Registry[]
  /** Lets the wechaty bot in. */
  bot?: BotDoor
}

/** The web server, ready to listen. Reads from top to bottom: what guards, what describes, what serves. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const parts = makeParts(options)
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new PrivateLog(),
    trustProxy: options.trustProxy ?? [],
    genReqId: () => randomUUID(),
    bodyLimit: parts.limits.frame,
    requestTimeout: REQUEST_MS,
    // Addresses that cannot even be read never reach the routes or their error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply, parts.metrics),
  })
  useZod(app)
  measureRequests(app, parts.metrics)
  guard(app, parts.limits.cadrePerMinute)
  app.register(websocket, {
    options: { maxPayload: parts.limits.hardFrame, perMessageDeflate: false },
    errorHandler: (error, socket, request) => {
      request.log.info({ error: safeError(error) }, 'socket failed')
      socket.terminate()
    },
    preClose: () => closeSockets(app, parts),
  })
  app.after(() => answerWithProblems(app, parts.metrics))
  describeApi(app)

  app.register(healthRoutes, parts)
  app.register(chatSocket, parts)
  app.register(chatRoutes, parts)
  app.register(miniprogramRoutes, parts)
  app.register(attachmentRoutes, parts)
  app.register(myReportRoutes, parts)
  app.register(aboutMeRoutes, parts)
  app.register(loginRoutes, parts)
  app.register(accountRoutes, parts)
  app.register(scanAskingRoutes, parts)
  app.register(scanDecidingRoutes, parts)
  app.register(leadRoutes, parts)
  app.register(leadEntryRoutes, parts)
  app.register(caseRoutes, parts)
  app.register(caseFileRoutes, parts)
  app.register(noticeBoardRoutes, parts)
  app.register(caseNoticeRoutes, parts)
  app.register(comparisonRoutes, parts)
  app.register(householdRoutes, parts)
  app.register(householdPhotoRoutes, parts)
  app.register(householdPoliciesRoutes, parts)
  app.register(handoverRoutes, parts)
  app.register(cardRoutes, parts)
  app.register(cardPictureRoutes, parts)
  app.register(cardQuestionRoutes, parts)
  app.register(broadcastRoutes, parts)
  app.register(measureRoutes, parts)
  app.register(referralRoutes, parts)
  app.register(helpReportRoutes, parts)
  app.register(dutyRoutes, parts)
  app.register(villageRoutes, parts)
  app.register(groupRoutes, parts)
  app.register(queueSocket, parts)
  app.register(botSocket, parts)
  app.register(botRoutes, parts)
  if (options.demo) app.register(demoRoutes, parts)
  return app
}

function makeParts({ deps, feed, county, ready, logger, drawPicture, ...options }: ServerOptions): Parts {
  const limits = { ...LIMITS, ...options.limits }
  const metrics = makeMetrics()
  const onlookers = fewAtOnce(ONLOOKERS)
  const onError = (error: unknown) => logger.error({ error: safeError(error) }, 'the live queue could not read')
  return {
    deps,
    feed,
    county,
    ready,
    limits,
    metrics,
    onlookers,
    pictures: cardPictures(drawPicture, (error) => logger.error({ error: safeError(error) }, 'a picture failed')),
    publicUrl: options.publicUrl ?? null,
    origins: options.origins ?? [],
    registries: options.registries ?? [],
    bot: options.bot ?? null,
    sockets: new OpenSockets(metrics, limits.heartbeatMs),
    chat: new ChatHub(feed),
    queue: new LiveQueue({ deps, feed, onlookers, sessionMs: limits.sessionMs, onError }),
  }
}

/** Messages in hand are answered first, then every socket is told to come back. Who does not go by himself is cut off. */
async function closeSockets(app: FastifyInstance, { chat, queue, sockets, limits }: Parts): Promise<void> {
  setTimeout(() => {
    for (const socket of app.websocketServer.clients) socket.terminate()
    app.server.closeAllConnections()
  }, limits.cutMs).unref()
  sockets.stop()
  queue.close()
  await chat.close()
  for (const socket of app.websocketServer.clients) socket.close(1001)
  app.websocketServer.close()
}
