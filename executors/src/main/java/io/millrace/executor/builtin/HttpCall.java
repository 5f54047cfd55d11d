package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The config of an {@code http} task.
 *
 * @param method upper case
 * @param uri where
 * @param headers by name in lower case
 * @param body what to send, or null
 * @param expected which status means success
 * @param timeout for everything, redirects included
 * @param followRedirects whether a redirect is followed rather than judged as a status
 */
record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable JsonNode body,
    ExpectedStatus expected,
    Duration timeout,
    boolean followRedirects) {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

  static HttpCall from(TaskContext context) {
    TaskConfig config =
        context
            .config()
            .only(
                "method", "url", "headers", "body", "expectedStatus", "timeout", "followRedirects");
    Map<String, String> headers = new TreeMap<>();
    config.texts("headers").forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v));
    headers.putIfAbsent("idempotency-key", context.idempotencyKey());
    JsonNode body = config.value("body").orElse(null);
    if (body != null) {
      headers.putIfAbsent("content-type", body.isTextual() ? "text/plain" : "application/json");
    }
    return new HttpCall(
        method(config),
        HttpTarget.parse(config.text("url")),
        Map.copyOf(headers),
        body,
        ExpectedStatus.from(config),
        config.duration("timeout", USUAL, LONGEST),
        config.flag("followRedirects", true));
  }

  HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher());
    headers.forEach(
        (name, value) -> {
          try {
            request.setHeader(name, value);
          } catch (IllegalArgumentException e) {
            throw TaskConfig.invalid("headers." + name, "cannot be sent: " + e.getMessage());
          }
        });
    return request.build();
  }

  /** The call that a redirect asks for. Credentials do not travel to another host. */
  HttpCall redirectedTo(URI next, int status) {
    boolean becomesGet = (status == 303 || status <= 302) && !method.equals("HEAD");
    Map<String, String> kept = new TreeMap<>(headers);
    if (!sameOrigin(next)) {
      kept.keySet().removeAll(CREDENTIALS);
    }
    if (becomesGet && body != null) {
      kept.remove("content-type");
    }
    return new HttpCall(
        becomesGet ? "GET" : method,
        next,
        kept,
        becomesGet ? null : body,
        expected,
        timeout,
        followRedirects);
  }

  private boolean sameOrigin(URI next) {
    return uri.getScheme().equalsIgnoreCase(next.getScheme())
        && uri.getHost().equalsIgnoreCase(next.getHost())
        && uri.getPort() == next.getPort();
  }

  private BodyPublisher publisher() {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    return body.isTextual()
        ? BodyPublishers.ofString(body.textValue())
        : BodyPublishers.ofByteArray(Json.bytes(body));
  }

  private static String method(TaskConfig config) {
    String method = config.optionalText("method").orElse("GET").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw TaskConfig.invalid("method", "must be one of " + METHODS + ", was " + method);
    }
    return method;
  }
}
