package io.millrace.app;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.client.Addresses;
import io.millrace.client.Deployments;
import io.millrace.client.Histories;
import io.millrace.client.InstanceDocument;
import io.millrace.client.InstanceTree;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.client.Verification;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.Loaded;
import io.millrace.domain.history.Fold;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One example workflow on a running Millrace, told step by step.
 *
 * @param addresses where Millrace is
 * @param example which one
 * @param say is told what happens, one line each
 */
record Demo(Addresses addresses, DemoExample example, Consumer<String> say) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Says whether the workflow ended as it should and its history is sound. */
  boolean run() {
    try (HikariDataSource pool =
            ConnectionPool.open(
                addresses.jdbcUrl(), addresses.user(), addresses.password(), "demo", 1);
        KafkaLog log = new KafkaLog(addresses.kafka())) {
      JdbcRunner runner = new JdbcRunner(pool);
      deploy(runner);
      Starts starts = new Starts(log, runner, addresses.prefix(), Clock.systemUTC());
      try (KafkaLog.Tail completions = starts.completions()) {
        InstanceId id = starts.start(start());
        say.accept("");
        say.accept("start event on " + Topics.STARTS.name(addresses.prefix()) + ": instance " + id);
        InstanceState state = watch(log, id);
        Completion completion = starts.await(completions, id, PATIENCE).orElse(null);
        tell(state, completion);
        return verify(log, runner, id)
            && completion != null
            && completion.type() == example.ending();
      }
    }
  }

  private void deploy(JdbcRunner runner) {
    Deployments deployments = new Deployments(runner, Clock.systemUTC());
    for (byte[] source : example.definitions()) {
      Loaded loaded = new DefinitionLoader().load(source);
      deployments.deploy(loaded.definition(), loaded.definition().source());
      say.accept("deployed " + loaded.definition());
    }
  }

  private Start start() {
    return new Start(
        example.workflow(),
        null,
        null,
        null,
        null,
        null,
        example.input(),
        null,
        "demo",
        null,
        null);
  }

  /** Tells the transitions as they come, until the instance has ended. */
  private @Nullable InstanceState watch(KafkaLog log, InstanceId id) {
    TopicPartition partition =
        new TopicPartition(Topics.TRANSITIONS.name(addresses.prefix()), id.partition());
    byte[] key = id.toString().getBytes(StandardCharsets.UTF_8);
    Fold fold = Fold.START;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (KafkaLog.Tail tail = log.from(partition, null)) {
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : tail.next()) {
          if (Arrays.equals(record.key(), key)) {
            Transition transition = TransitionCodec.open(record.value());
            fold = fold.plus(transition);
            TransitionStory.lines(transition, fold.state()).forEach(say);
          }
        }
        InstanceState state = fold.state();
        if (fold.rejection() != null || (state != null && state.status().ended())) {
          return state;
        }
      }
    }
    return fold.state();
  }

  private void tell(@Nullable InstanceState state, @Nullable Completion completion) {
    say.accept("");
    if (state != null) {
      InstanceTree.lines(InstanceDocument.of(state)).forEach(say);
    }
    say.accept("");
    say.accept(
        completion == null
            ? "no completion event came"
            : "completion event from "
                + Topics.COMPLETIONS.name(addresses.prefix())
                + ":\n"
                + Json.pretty(completion));
  }

  private boolean verify(KafkaLog log, JdbcRunner runner, InstanceId id) {
    JdbcInstanceStore store = new JdbcInstanceStore(runner);
    Verification.Report report =
        new Verification(log, addresses.prefix(), store::load)
            .one(id, new Histories(log, addresses.prefix()).records(id, null, null));
    report.differences().forEach(difference -> say.accept(difference.toString()));
    say.accept("");
    say.accept(
        "verified: %d transitions, hash chain and rows in MySQL agree: %s"
            .formatted(report.transitions(), report.differences().isEmpty() ? "yes" : "NO"));
    return report.differences().isEmpty();
  }
}
