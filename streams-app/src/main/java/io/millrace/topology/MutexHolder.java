package io.millrace.topology;

import io.millrace.contract.InstanceId;

/**
 * To whom a mutex was given.
 *
 * @param instanceId the instance
 * @param confirmed whether it has taken it; until it has answered, the grant is under way
 */
record MutexHolder(InstanceId instanceId, boolean confirmed) {}
