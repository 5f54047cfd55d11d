package io.millrace.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes records on and has what becomes of them committed soon: at once if there was no commit
 * lately, else together with what comes in the meantime.
 *
 * <p>A short commit interval would do the same, and commit the positions of all the records that
 * bring about nothing just as often: for workflows of tasks alone, two transactions per instance.
 */
final class CommitSoon<V> implements Processor<String, V, String, V> {

  private final long pauseMillis;
  private ProcessorContext<String, V> context;
  private long lastCommit;
  private boolean committing;
  private boolean waiting;

  /**
   * With a pause between two commits.
   *
   * @param pause Kafka Streams handles fewer records at a time the more often it commits
   */
  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  CommitSoon(Duration pause) {
    this.pauseMillis = pause.toMillis();
  }

  @Override
  public void init(ProcessorContext<String, V> context) {
    this.context = context;
    context.schedule(
        Duration.ofMillis(pauseMillis), PunctuationType.WALL_CLOCK_TIME, this::afterPause);
  }

  @Override
  public void process(Record<String, V> record) {
    context.forward(record);
    waiting = true;
    commitIfDue(context.currentSystemTimeMs());
  }

  private void afterPause(long now) {
    if (committing) {
      // A commit takes longer than the pause, which is meant to lie between two of them.
      committing = false;
      lastCommit = now;
    }
    if (waiting) {
      commitIfDue(now);
    }
  }

  private void commitIfDue(long now) {
    if (!committing && now - lastCommit >= pauseMillis) {
      committing = true;
      waiting = false;
      context.commit();
    }
  }
}
