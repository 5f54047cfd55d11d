package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.ClientFault;
import io.millrace.contract.Json;
import io.millrace.engine.TopicAdopter;
import io.millrace.intake.InputPosition;
import io.millrace.intake.InputTopic;
import io.millrace.intake.TopicAdoption;
import io.millrace.intake.jdbc.AdoptTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "adopt-topic",
    description =
        "Accept an input topic that was deleted and made anew, or that lost records, as it is now."
            + " New instances get ids above all that were given before.",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace adopt-topic millrace.starts",
      "",
      "What was in the old topic and not taken in yet is lost: engines refuse a topic that is not"
          + " the one they know for this reason. Engines that wait for this go on by themselves."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class AdoptTopicCommand extends ClientCommand {

  private static final int PATIENCE_MILLIS = 10_000;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "1..*",
      description = "Full names: the topics of starts, results or controls.")
  List<String> topics;

  @Override
  int run(Session session) {
    List<String> inputs = InputTopic.names(session.prefix());
    for (String topic : topics) {
      if (!inputs.contains(topic)) {
        throw new UsageError(
            "TOPIC must be one of %s, was '%s'".formatted(String.join(", ", inputs), topic));
      }
    }
    Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                session.addresses().kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS / 2));
    try {
      TopicAdopter adopter = new TopicAdopter(admin, session.runner(), session.clock());
      topics.forEach(topic -> report(topic, adopt(adopter, topic)));
      return OK;
    } finally {
      admin.close(Duration.ofSeconds(1));
    }
  }

  private static List<TopicAdoption> adopt(TopicAdopter adopter, String topic) {
    try {
      return adopter.adopt(topic);
    } catch (AdoptTopic.InUse | IllegalArgumentException e) {
      throw new ClientFault(String.valueOf(e.getMessage()), e);
    } catch (KafkaException e) {
      throw new ClientFault(
          "cannot look at %s: Kafka does not answer; is it running?".formatted(topic), e);
    }
  }

  private void report(String topic, List<TopicAdoption> adoptions) {
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("topic", topic);
      result.put("outcome", adoptions.isEmpty() ? "unchanged" : "adopted");
      ArrayNode partitions = result.putArray("partitions");
      adoptions.forEach(adoption -> partitions.add(document(adoption)));
      print(result);
    } else if (adoptions.isEmpty()) {
      out().println(topic + " is the topic that the engines know; nothing to adopt");
    } else {
      adoptions.forEach(
          adoption ->
              out()
                  .println(
                      "%s-%d adopted: goes on at offset %d, ids at %d"
                          .formatted(
                              topic,
                              adoption.after().partition(),
                              adoption.after().nextOffset(),
                              adoption.after().idBase() + adoption.after().nextOffset())));
    }
  }

  private static ObjectNode document(TopicAdoption adoption) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("partition", adoption.after().partition());
    json.set("before", document(adoption.before()));
    json.set("after", document(adoption.after()));
    return json;
  }

  private static ObjectNode document(InputPosition position) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("topicId", position.topicId());
    json.put("idBase", position.idBase());
    json.put("nextOffset", position.nextOffset());
    return json;
  }
}
