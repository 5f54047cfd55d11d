package io.millrace.intake;

import io.millrace.contract.InstanceId;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The instances in MySQL. All methods throw {@link io.millrace.jdbc.DatabaseFault}. */
public interface InstanceStore {

  /** Which unique key a {@link io.millrace.jdbc.DatabaseFault} of {@link #write} may name. */
  String EXTERNAL_ID_KEY = "uq_workflow_instances_name_external_id";

  /** Reads instances with their nodes; those that do not exist are missing. */
  Map<InstanceId, InstanceState> load(Collection<InstanceId> ids);

  /** Which instances have these external ids; ids that are free are missing. */
  Map<ExternalKey, InstanceId> byExternalId(Collection<ExternalKey> keys);

  /** What falls due in a partition from one time (included) to another (not included). */
  List<TimerHeap.Timer> timers(int partition, Instant from, Instant to);

  /**
   * Writes a batch in one transaction.
   *
   * @throws OwnershipLost if one of the partitions is no longer the writer's; nothing was written
   */
  Written write(BatchWrite batch);

  /**
   * What a write cost.
   *
   * @param rows how many rows were inserted or changed
   * @param statements how many statements that took
   */
  record Written(int rows, int statements) {}
}
