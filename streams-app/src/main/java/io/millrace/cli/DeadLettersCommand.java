package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.ClientFault;
import io.millrace.client.DeadLetterLog;
import io.millrace.client.DeadLetterLog.Letter;
import io.millrace.contract.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead-letters",
    description = "List, show or retry what could not be read or was refused.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace dead-letters",
      "  millrace dead-letters show 3",
      "  millrace dead-letters retry 3 4",
      "",
      "A retry writes the original once more to the topic where it was; the dead letter stays."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DeadLettersCommand extends ClientCommand {

  /** What to do with them. */
  enum Action {
    list,
    show,
    retry
  }

  @Parameters(
      index = "0",
      paramLabel = "list|show|retry",
      defaultValue = "list",
      description = "What to do (default: ${DEFAULT-VALUE}).")
  Action action;

  @Parameters(index = "1..*", paramLabel = "OFFSET", description = "Which, as list prints them.")
  List<Long> offsets = new ArrayList<>();

  @Override
  void check() {
    if (action == Action.list && !offsets.isEmpty()) {
      throw new UsageError("dead-letters list takes no OFFSET; did you mean show?");
    }
    if (action != Action.list && offsets.isEmpty()) {
      throw new UsageError("dead-letters " + action + " needs the OFFSET of at least one");
    }
  }

  @Override
  int run(Session session) {
    DeadLetterLog log = new DeadLetterLog(session.log(), session.prefix());
    if (action == Action.list) {
      list(log);
    }
    for (long offset : offsets) {
      Letter letter =
          log.at(offset)
              .orElseThrow(() -> new ClientFault("there is no dead letter at offset " + offset));
      if (action == Action.show) {
        show(letter);
      } else {
        retry(log, letter);
      }
    }
    return OK;
  }

  private void list(DeadLetterLog log) {
    List<ObjectNode> letters = new ArrayList<>();
    log.each(letter -> letters.add(document(letter)));
    if (json) {
      print(letters);
      return;
    }
    if (letters.isEmpty()) {
      out().println("no dead letters");
    }
    for (ObjectNode letter : letters) {
      out()
          .println(
              "%s  %s  %s  %s: %s"
                  .formatted(
                      letter.path("offset").asText(),
                      letter.path("at").asText(),
                      letter.path("source").asText(),
                      letter.path("code").asText(),
                      letter.path("reason").asText()));
    }
  }

  private void show(Letter letter) {
    ObjectNode document = document(letter);
    ObjectNode headers = document.putObject("headers");
    for (Header header : letter.record().headers()) {
      headers.put(header.key(), text(header.value()));
    }
    document.put("value", text(letter.record().value()));
    out().println(json ? Json.text(document) : Json.pretty(document));
  }

  private void retry(DeadLetterLog log, Letter letter) {
    RecordMetadata place = log.retry(letter);
    String where = place.topic() + "-" + place.partition() + "@" + place.offset();
    if (json) {
      print(document(letter).put("retriedAs", where));
    } else {
      out().println(letter.offset() + " written again as " + where);
    }
  }

  private static ObjectNode document(Letter letter) {
    ObjectNode document = Json.mapper().createObjectNode();
    document.put("offset", letter.offset());
    document.put("at", Instant.ofEpochMilli(letter.record().timestamp()).toString());
    document.put("source", letter.source());
    document.put("code", letter.about("code"));
    document.put("pointer", letter.about("pointer"));
    document.put("reason", letter.about("reason"));
    return document;
  }

  /** As text where it is UTF-8, else in Base64. */
  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "base64:" + Base64.getEncoder().encodeToString(bytes);
    }
  }
}
