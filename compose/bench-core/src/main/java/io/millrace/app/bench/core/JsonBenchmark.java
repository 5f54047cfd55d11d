package io.millrace.app.bench.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message as JSON. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class JsonBenchmark {

  /** What is written and read. */
  public enum Message {
    /** The result of the second of five tasks in a row. */
    TRANSITION(Transition.class),
    /** A task without config. */
    TASK(Task.class),
    /** A task's result. */
    RESULT(Result.class),
    /** A start event with an order of three positions. */
    START(Start.class);

    private final Class<?> type;

    Message(Class<?> type) {
      this.type = type;
    }

    private Object value() {
      return switch (this) {
        case TRANSITION -> TransitionCodec.open(transition());
        case TASK -> task();
        case RESULT -> Run.completion(new NodeNo(2), 1);
        case START -> start();
      };
    }

    private static Task task() {
      Transition cause = TransitionCodec.open(transition());
      return new Task(
          cause.instanceId(),
          new NodeNo(2),
          "t2",
          1,
          "noop",
          Json.mapper().createObjectNode(),
          List.of(),
          "bench-w5",
          "1.0.0",
          cause.at().plusSeconds(30),
          cause.instanceId().partition(),
          cause.instanceId() + "/2/1",
          null,
          null);
    }

    private static Start start() {
      JsonNode order =
          Json.tree(
              """
              {"type":"workflow.start","workflow":"order","externalId":"2026-000017",
               "input":{"orderId":"2026-000017","customer":{"id":4711,"name":"Ada Lovelace"},
                 "items":[{"sku":"A-1","count":2,"price":9.95},{"sku":"B-2","count":1,"price":120},
                   {"sku":"C-3","count":5,"price":0.5}],"express":true}}
              """);
      return Json.read(order, Start.class);
    }
  }

  /** What is written and read. */
  @Param public Message message;

  private Object value;
  private byte[] json;

  /** A transition as it is in Kafka. */
  static byte[] transition() {
    return new Run(BenchWorkflow.FIVE, Run.nothing())
        .recording()
        .started()
        .completed(2)
        .history()
        .getLast();
  }

  /** Makes the message. */
  @Setup
  public void make() {
    value = message.value();
    json = Json.bytes(value);
  }

  /** From record to bytes. */
  @Benchmark
  public byte[] encode() {
    return Json.bytes(value);
  }

  /** From bytes to record. */
  @Benchmark
  public Object decode() {
    return Json.read(json, message.type);
  }
}
