// What this executor does; everything around it is in worker.js.

/** Fails a task with a code of its own. */
export class TaskFailure extends Error {
  constructor(code, message, retryable) {
    super(message)
    this.code = code
    this.retryable = retryable
  }
}

const CARRIERS = { DE: 'dhl', FR: 'colissimo', US: 'usps' }

/**
 * Config: `{"orderId", "country", "weightKg"}`. Output: `{"labelId", "carrier", "express"}`.
 *
 * The label's id is made of the idempotency key: a task that is delivered twice gets the same label.
 */
export async function shippingLabel({ config, idempotencyKey }) {
  const { orderId, country, weightKg } = config ?? {}
  if (typeof orderId !== 'string' || orderId === '') {
    throw new TaskFailure('invalid-config', 'config.orderId must be a text', false)
  }
  if (typeof weightKg !== 'number' || !(weightKg > 0)) {
    throw new TaskFailure('invalid-config', 'config.weightKg must be more than 0', false)
  }
  const carrier = CARRIERS[country]
  if (carrier === undefined) {
    throw new TaskFailure('no-carrier', `No carrier delivers to ${country}`, false)
  }
  return { labelId: `${orderId}:${idempotencyKey}`, carrier, express: weightKg < 2 }
}
