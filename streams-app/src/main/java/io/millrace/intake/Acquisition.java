package io.millrace.intake;

import java.time.Instant;
import java.util.List;

/** What came of the wish to own a partition. */
public sealed interface Acquisition {

  /**
   * It is owned from now on.
   *
   * @param lease the right to write
   * @param positions how far each input was taken in
   */
  record Acquired(PartitionLease lease, List<InputPosition> positions) implements Acquisition {

    /** Copies the list. */
    public Acquired {
      positions = List.copyOf(positions);
    }
  }

  /**
   * Another engine holds it still.
   *
   * @param owner who
   * @param until when its lease ends unless renewed, by MySQL's clock
   */
  record Held(String owner, Instant until) implements Acquisition {}

  /**
   * A topic is not the one that was read before.
   *
   * @param position what MySQL knows of it
   * @param topicId the id that it has now
   */
  record TopicReplaced(InputPosition position, String topicId) implements Acquisition {}
}
