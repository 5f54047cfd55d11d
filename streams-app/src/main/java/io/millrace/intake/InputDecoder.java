package io.millrace.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what comes from outside; what cannot be read becomes {@link Input.Unusable}. */
final class InputDecoder {

  private InputDecoder() {}

  /**
   * Decodes work.
   *
   * @param idBase what start events of the record's partition count from
   */
  static Input decode(Work work, long idBase) {
    return switch (work) {
      case Work.Due due -> new Input.TimerInput(due);
      case Work.Received received -> decode(received, idBase);
    };
  }

  private static Input decode(Work.Received work, long idBase) {
    try {
      JsonNode tree = tree(work.record());
      return switch (work.input()) {
        case STARTS ->
            new Input.StartInput(
                work,
                new InstanceId(idBase + work.record().offset()),
                Json.read(tree, Start.class));
        case RESULTS ->
            routed(new Input.ResultInput(work, type(tree), Json.read(tree, Result.class)), work);
        case CONTROLS ->
            routed(new Input.ControlInput(work, type(tree), Json.read(tree, Control.class)), work);
      };
    } catch (MalformedMessage e) {
      return new Input.Unusable(work, DeadLetter.Reason.malformed(e));
    }
  }

  private static JsonNode tree(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new MalformedMessage("", "must not be empty");
    }
    JsonNode tree = Json.read(record.value(), JsonNode.class);
    if (!tree.isObject()) {
      throw new MalformedMessage("", "must be an object");
    }
    return tree;
  }

  private static String type(JsonNode tree) {
    return tree.path("type").asText("unknown");
  }

  /** Only the engine that owns an instance may act on it: it reads that partition only. */
  private static Input routed(Input.ForInstance input, Work.Received work) {
    int home = input.instanceId().partition();
    int partition = work.record().partition();
    if (home == partition) {
      return input;
    }
    String text =
        "instance %s lives in partition %d, but the message came on partition %d"
            .formatted(input.instanceId(), home, partition);
    return new Input.Unusable(work, new DeadLetter.Reason("wrong-partition", "/instanceId", text));
  }
}
