import { trace } from '@opentelemetry/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { traceClient } from '../../src/otel/index.js'
import { patientPharmacy } from '../../src/patient-pharmacy.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'
import { buildServer, type SpanElsewhere, startServer } from './server-process.js'
import { tracing } from './spans.js'

let traces: ReturnType<typeof tracing>

beforeAll(async () => {
  traces = tracing()
  await buildServer()
})
afterAll(() => traces.end())

test('a trace leads from one process to the other and back, parent by parent', async () => {
  const server = await startServer()
  const client = connect(socketTo(server.url, '/patient-pharmacy', { auth: { token: 'u1' } }), patientPharmacy, {
    ...traceClient({ carry: true }),
  })
  await until(client, 'version', 1)
  const heard = gathering<string | undefined>()
  client.on('order:new', ({ id }) => heard.add(`${id} ${trace.getActiveSpan()?.spanContext().traceId}`))
  await trace.getTracer('page').startActiveSpan('click', async (span) => {
    await client.request('chat:join', { roomId: 'r1' })
    span.end()
  })
  const [fact] = await heard.have(1)
  const here = traces.spans().map((span): SpanElsewhere => {
    const { traceId, spanId } = span.spanContext()
    return { name: span.name, traceId, spanId, parentId: span.parentSpanContext?.spanId }
  })
  const asked = here.find(({ name }) => name === 'send /patient-pharmacy chat:join') as SpanElsewhere
  const all = [...here, ...(await server.spans())].filter(({ traceId }) => traceId === asked.traceId)
  const lineOf = ({ name, parentId }: SpanElsewhere): string => {
    const parent = all.find(({ spanId }) => spanId === parentId)
    return parent ? `${lineOf(parent)} > ${name}` : name
  }
  const beginning = 'click > send /patient-pharmacy chat:join > process /patient-pharmacy chat:join'
  expect(all.map(lineOf).sort()).toEqual(
    [
      'click',
      'click > send /patient-pharmacy chat:join',
      beginning,
      `${beginning} > query`,
      `${beginning} > query > send /patient-pharmacy order:new`,
      `${beginning} > query > send /patient-pharmacy order:new > process /patient-pharmacy order:new`,
    ].sort(),
  )
  expect(fact).toBe(`r1 ${asked.traceId}`)
})
