package io.millrace.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contract.Fields;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ended instance starts again at its failed nodes.
 *
 * @param reason why, for people, or null
 * @param by who asked, or null
 * @param dueAt when its time runs out now, or null
 * @param nodes the nodes that are forgotten and will be reached again
 * @param reopened containers that go on with what they hold, besides those around such nodes
 */
public record InstanceRetried(
    @Nullable String reason,
    @Nullable String by,
    @Nullable Instant dueAt,
    List<NodeNo> nodes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeNo> reopened)
    implements Event {

  /** Checks the fields. */
  public InstanceRetried {
    nodes = Fields.list("nodes", nodes);
    reopened = Fields.list("reopened", reopened);
  }
}
