package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store that fails, or does not see what is there, as often as it is told to. */
final class MischievousStore implements InstanceStore {

  final AtomicInteger failBeforeWrite = new AtomicInteger();
  final AtomicInteger failAfterWrite = new AtomicInteger();
  final AtomicInteger overlookExternalIds = new AtomicInteger();
  private final InstanceStore real;
  private final Supplier<RuntimeException> fault;

  MischievousStore(InstanceStore real, Supplier<RuntimeException> fault) {
    this.real = real;
    this.fault = fault;
  }

  @Override
  public Map<InstanceId, InstanceState> load(Collection<InstanceId> ids) {
    return real.load(ids);
  }

  @Override
  public Map<ExternalKey, InstanceId> byExternalId(Collection<ExternalKey> keys) {
    return overlookExternalIds.getAndDecrement() > 0 ? Map.of() : real.byExternalId(keys);
  }

  @Override
  public List<TimerHeap.Timer> timers(int partition, Instant from, Instant to) {
    return real.timers(partition, from, to);
  }

  @Override
  public Written write(BatchWrite batch) {
    if (failBeforeWrite.getAndDecrement() > 0) {
      throw fault.get();
    }
    Written written = real.write(batch);
    if (failAfterWrite.getAndDecrement() > 0) {
      throw fault.get();
    }
    return written;
  }
}
