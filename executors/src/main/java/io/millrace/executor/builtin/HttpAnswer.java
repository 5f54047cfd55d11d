package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response as the output of a task: {@code {status, headers, body}}. */
final class HttpAnswer {

  private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private HttpAnswer() {}

  static ObjectNode of(HttpResponse<byte[]> response) {
    ObjectNode answer = NODES.objectNode().put("status", response.statusCode());
    ObjectNode headers = answer.putObject("headers");
    response
        .headers()
        .map()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    putBody(answer, response.body(), contentType(response.headers()));
    return answer;
  }

  private static void putBody(ObjectNode answer, byte[] bytes, String contentType) {
    if (bytes.length == 0) {
      answer.putNull("body");
      return;
    }
    try {
      String text = charset(contentType).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      answer.set("body", contentType.contains("json") ? json(text) : NODES.textNode(text));
    } catch (CharacterCodingException e) {
      answer.put("body", Base64.getEncoder().encodeToString(bytes));
      answer.put("encoding", "base64");
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.tree(text);
    } catch (MalformedMessage e) {
      return NODES.textNode(text);
    }
  }

  private static String contentType(HttpHeaders headers) {
    return headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
  }

  private static Charset charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
