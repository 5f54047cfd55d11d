// A Millrace executor in Node.js. It needs no library of Millrace's: tasks and results are JSON on
// Kafka topics, as docs/executors.md describes.
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { Consumer, Producer } from '@platformatic/kafka'
import { shippingLabel, TaskFailure } from './shipping-label.js'
import { Progress } from './progress.js'

const EXECUTOR = 'shipping-label'
const PREFIX = process.env.MILLRACE_TOPICS_PREFIX ?? 'millrace'
const BROKERS = (process.env.MILLRACE_KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:9092').split(',')
const CONCURRENCY = Number(process.env.MILLRACE_WORKER_CONCURRENCY ?? 16)
const STARTED_AFTER = 500
const HEARTBEAT_INTERVAL = 5000

const workerId = `${hostname()}-${process.pid}-node`
const source = `/${PREFIX}/workers/${workerId}`
const running = new Set()

const producer = new Producer({ clientId: workerId, bootstrapBrokers: BROKERS, idempotent: true })
const consumer = new Consumer({
  clientId: workerId,
  groupId: `${PREFIX}-${EXECUTOR}-node`,
  bootstrapBrokers: BROKERS,
  sessionTimeout: 10000,
  heartbeatInterval: 3000
})

const stream = await consumer.consume({
  topics: [`${PREFIX}.tasks.${EXECUTOR}`],
  mode: 'committed',
  fallbackMode: 'earliest',
  // Tasks that a transaction took back are none.
  isolationLevel: 1,
  autocommit: false,
  maxWaitTime: 500
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => stream.destroy())
}
console.log(`worker ${workerId} serves ${EXECUTOR}`)

const progress = new Progress()
try {
  for await (const message of stream) {
    progress.begun(message)
    const work = handle(message)
      .then(() => progress.done(message))
      .finally(() => running.delete(work))
    running.add(work)
    if (running.size >= CONCURRENCY) {
      await Promise.race(running)
    }
  }
} catch (error) {
  if (error.code !== 'ABORT_ERR' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') {
    throw error
  }
}
await Promise.all(running)
await consumer.close(true)
await producer.close()

/** From a task message to its result. What is no task goes to the dead letters. */
async function handle(message) {
  let task
  try {
    task = parse(message.value)
  } catch (error) {
    return deadLetter(message, error.message)
  }
  if (task.deadline && Date.parse(task.deadline) <= Date.now()) {
    // Nobody wants a result any more: the engine times attempts out by its own clock.
    return
  }
  const claim = {
    instanceId: task.instanceId,
    nodeNo: task.nodeNo,
    attempt: task.attempt,
    claimId: randomUUID(),
    engineId: workerId
  }
  const startedAt = new Date().toISOString()
  const stop = showLife(task, claim, startedAt)
  const outcome = await run(task)
  await stop()
  const finishedAt = new Date().toISOString()
  await report(task, { ...outcome, ...claim, startedAt, finishedAt })
}

/** Everything that goes wrong becomes the node's error. */
async function run(task) {
  try {
    return { type: 'task.completed', output: await shippingLabel(task) }
  } catch (error) {
    return error instanceof TaskFailure
      ? failed(error.code, error.message, error.retryable)
      : failed('executor-failed', String(error.message ?? error), true)
  }
}

function failed(code, message, retryable) {
  return { type: 'task.failed', error: { code, message, retryable } }
}

/** Only tasks that take longer say that they started, and from then on that they go on. */
function showLife(task, claim, startedAt) {
  let beats = 0
  let last = Promise.resolve()
  let timer = setTimeout(() => {
    last = report(task, { type: 'task.started', ...claim, startedAt })
    timer = setInterval(() => {
      last = report(task, { type: 'task.heartbeat', ...claim }, ++beats)
    }, HEARTBEAT_INTERVAL)
  }, STARTED_AFTER)
  return async () => {
    clearTimeout(timer)
    clearInterval(timer)
    // So that the result is the last that is heard.
    await last.catch(() => {})
  }
}

function report(task, result, number = 0) {
  const id =
    [result.instanceId, result.nodeNo, result.attempt, result.claimId, result.type].join('-') +
    (number === 0 ? '' : `-${number}`)
  return send({
    topic: `${PREFIX}.results`,
    partition: task.replyPartition,
    key: Buffer.from(String(task.instanceId)),
    value: Buffer.from(JSON.stringify(result)),
    headers: cloudEvent(id, result.type)
  })
}

function deadLetter(message, reason) {
  console.warn(`not a task, moved to the dead letters: ${message.topic}@${message.offset}: ${reason}`)
  const headers = new Map(message.headers)
  for (const [name, value] of Object.entries({
    millrace_code: 'malformed-message',
    millrace_reason: reason,
    millrace_topic: message.topic,
    millrace_partition: message.partition,
    millrace_offset: message.offset
  })) {
    headers.set(Buffer.from(name), Buffer.from(String(value)))
  }
  const { key, value } = message
  return send({ topic: `${PREFIX}.dead-letters`, key, value, headers })
}

function send(message) {
  return producer.send({ messages: [message], acks: -1 })
}

function cloudEvent(id, type) {
  const headers = {
    ce_id: id,
    ce_type: type,
    ce_source: source,
    ce_time: new Date().toISOString(),
    ce_specversion: '1.0',
    'content-type': 'application/json'
  }
  return new Map(Object.entries(headers).map(([k, v]) => [Buffer.from(k), Buffer.from(v)]))
}

function parse(value) {
  const task = JSON.parse(value?.toString() ?? '')
  for (const field of ['instanceId', 'nodeNo', 'attempt', 'replyPartition']) {
    if (!Number.isSafeInteger(task?.[field])) {
      throw new Error(`/${field} must be a whole number`)
    }
  }
  return task
}
