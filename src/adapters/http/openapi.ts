import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Me, Session } from '../../contract/account.ts'
import { Block } from '../../contract/block.ts'
import { CardQuestionView } from '../../contract/card-question.ts'
import { CaseDetail, CaseSummary } from '../../contract/case.ts'
import { CaseCommand } from '../../contract/case-command.ts'
import { ClientFrame, Inbound, ServerFrame, TurnView } from '../../contract/chat.ts'
import { ComparisonDetail, ComparisonSummary } from '../../contract/comparison.ts'
import { HandoverDetail, HandoverReply, HandoverSummary } from '../../contract/handover.ts'
import { LeadAction, LeadDetail, LeadSummary, QueueClientFrame, QueueServerFrame } from '../../contract/lead.ts'
import { HouseholdSummary, LedgerView } from '../../contract/ledger.ts'
import { MeasureView, ReferralView, Suggestions } from '../../contract/measures.ts'
import { Problem } from '../../contract/problem.ts'
import { type Described, tidySchemas } from './openapi-tidy.ts'

/** What the document names; everything else stands where it is used. Our own registry: nothing global is touched. */
const NAMED = {
  Problem,
  Block,
  Inbound,
  TurnView,
  ChatClientFrame: ClientFrame,
  ChatServerFrame: ServerFrame,
  Me,
  Session,
  LeadSummary,
  LeadDetail,
  LeadAction,
  CaseSummary,
  CaseDetail,
  CaseCommand,
  ComparisonSummary,
  ComparisonDetail,
  HouseholdSummary,
  LedgerView,
  HandoverSummary,
  HandoverDetail,
  HandoverReply,
  CardQuestionView,
  MeasureView,
  Suggestions,
  ReferralView,
  QueueClientFrame,
  QueueServerFrame,
}

/** No route refers to these: they travel over the sockets. */
const FRAMES = ['ChatClientFrameInput', 'ChatServerFrame', 'QueueClientFrameInput', 'QueueServerFrame']

const TAGS = [
  { name: 'chat', description: '农户聊天' },
  { name: 'leads', description: '干部办理线索' },
  { name: 'cases', description: '监测对象识别，一步一步办' },
  { name: 'households', description: '农户台账' },
  { name: 'handovers', description: '农户找人说话（转人工）' },
  { name: 'card-questions', description: '明白卡答不了的问题' },
  { name: 'measures', description: '帮扶措施、转给部门的事' },
  { name: 'reports', description: '全县帮扶情况' },
  { name: 'accounts', description: '干部账号' },
  { name: 'groups', description: '干部绑定微信，登记工作群' },
  { name: 'demo', description: '演示县' },
  { name: 'operation', description: '运行维护' },
]

const DESCRIPTION = `
农户用大白话说困难，村干部马上收到线索。农户端和干部端都用这里的接口。

**Errors** are \`application/problem+json\` (RFC 9457): \`code\` is stable and for programs, \`detail\` is Chinese and for people.

**Chat over WebSocket, \`/chat\`.** JSON text frames. The client sends \`ChatClientFrame\`: \`hello\` within ten seconds, with
the token of an earlier welcome (none the first time) and the last seq it has seen. The server sends
\`ChatServerFrame\`: \`welcome\`, then a \`turn\` for every later turn, then turns as they come, in order of seq. A \`message\` is taken when its \`turn\` arrives;
sending it again under the same id is harmless. An \`error\` with an \`id\` says that this message was not taken. Keep the
greatest seq and drop what is not greater.

**Live queue, \`/queue\`.** The client sends \`QueueClientFrame\`: \`hello\` with its session token; the server sends
\`QueueServerFrame\`: \`ready\`; read the list then. Each \`lead\`, \`handover\`, \`case\` or \`comparison\` is new or changed (read a hand-over that is open before you again); after \`resync\` read the list again.

**Close codes**: 1001 the server stops, 1009 a frame beyond every limit, 1011 turns could not be read, 4001 no hello in time,
4003 signed out, 4008 reader too slow, 4029 flood. After 1001, 1011 and 4008 connect again with the last seq.
`.trim()

export function describeApi(app: FastifyInstance): void {
  const schemaRegistry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(NAMED)) schemaRegistry.add(schema, { id })
  const named = createJsonSchemaTransformObject({ schemaRegistry })
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '明白 mingbai', version: '1', description: DESCRIPTION },
      tags: TAGS,
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: '干部登录后的会话' },
          guest: { type: 'http', scheme: 'bearer', description: '农户聊天的身份，来自 welcome' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: (document) => tidySchemas(named(document) as Described, FRAMES) as ReturnType<typeof named>,
  })
  app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null },
    // Its bundle brings its own styles along; scripts stay as strict as anywhere.
    transformStaticCSP: (policy) => policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  })
  app.get('/openapi.json', { schema: { hide: true } as object }, () => app.swagger())
}
