package io.millrace.executor.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.contract.ErrorInfo;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExecutorTest {

  private final HttpExecutor http = new HttpExecutor();
  private final CountDownLatch testEnded = new CountDownLatch(1);
  private HttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    open(Map.of(HttpExecutor.ALLOW_PRIVATE, "true", HttpExecutor.MAX_RESPONSE, "2000"));
  }

  @AfterEach
  void stop() {
    testEnded.countDown();
    http.close();
    server.stop(0);
  }

  @Test
  void shouldReturnStatusHeadersAndJsonWhenAnswered() throws Exception {
    on("/orders/1", e -> answer(e, 200, "application/json", "{\"total\":12.50}"));

    JsonNode output = output("{'url': '%s/orders/1'}");

    assertThat(output.path("status").asInt()).isEqualTo(200);
    assertThat(output.path("headers").path("content-type").asText()).isEqualTo("application/json");
    assertThat(output.path("body").path("total").decimalValue()).isEqualByComparingTo("12.5");
  }

  @Test
  void shouldReturnTextWhenTheAnswerIsNoJson() throws Exception {
    on("/", e -> answer(e, 200, "text/plain; charset=ISO-8859-1", new byte[] {(byte) 0xe9}));

    assertThat(output("{'url': '%s/'}").path("body").asText()).isEqualTo("é");
  }

  @Test
  void shouldReturnBase64WhenTheAnswerIsNoText() throws Exception {
    on("/", e -> answer(e, 200, "image/png", new byte[] {(byte) 0xff, 0, 1}));

    JsonNode output = output("{'url': '%s/'}");

    assertThat(output.path("encoding").asText()).isEqualTo("base64");
    assertThat(output.path("body").asText()).isEqualTo("/wAB");
  }

  @Test
  void shouldSendBodyHeadersAndIdempotencyKeyWhenPosting() throws Exception {
    on(
        "/",
        e -> {
          String sent = new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String head =
              "%s %s %s %s"
                  .formatted(
                      e.getRequestMethod(),
                      e.getRequestHeaders().getFirst("Content-Type"),
                      e.getRequestHeaders().getFirst("X-Tenant"),
                      e.getRequestHeaders().getFirst("Idempotency-Key"));
          answer(e, 201, "text/plain", head + " " + sent);
        });

    JsonNode output =
        output("{'method': 'post', 'url': '%s/', 'headers': {'X-Tenant': 'a'}, 'body': {'n': 1}}");

    assertThat(output.path("body").asText())
        .isEqualTo("POST application/json a 7-node-1 {\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource({"503,true", "429,true", "500,true", "404,false", "400,false"})
  void shouldFailWithTheStatusAsCodeWhenItIsNotExpected(int status, boolean retryable)
      throws Exception {
    on("/", e -> answer(e, status, "text/plain", "why"));

    ErrorInfo error = error("{'url': '%s/?token=t'}");

    assertThat(error.code()).isEqualTo("http-" + status);
    assertThat(error.retryable()).isEqualTo(retryable);
    assertThat(error.message()).isEqualTo("GET " + url + "/ answered " + status);
    assertThat(String.valueOf(error.details())).contains("\"body\":\"why\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "'4xx'", "[200, 404]", "['2xx', '4xx']"})
  void shouldCompleteWhenTheStatusIsExpected(String expected) throws Exception {
    on("/", e -> answer(e, 404, "text/plain", ""));

    assertThat(output("{'url': '%s/', 'expectedStatus': " + expected + "}").path("status").asInt())
        .isEqualTo(404);
  }

  @Test
  void shouldFollowRedirectsWithoutCredentialsWhenTheyLeaveTheHost() throws Exception {
    on("/old", e -> redirect(e, 307, url.replace("127.0.0.1", "localhost") + "/new"));
    on(
        "/new",
        e ->
            answer(
                e,
                200,
                "text/plain",
                e.getRequestMethod() + " " + e.getRequestHeaders().getFirst("Authorization")));

    JsonNode output =
        output("{'method': 'PUT', 'url': '%s/old', 'headers': {'Authorization': 'Bearer x'}}");

    assertThat(output.path("body").asText()).isEqualTo("PUT null");
  }

  @Test
  void shouldJudgeTheRedirectItselfWhenNotFollowing() throws Exception {
    on("/old", e -> redirect(e, 302, "/new"));

    JsonNode output =
        output("{'url': '%s/old', 'followRedirects': false, 'expectedStatus': '3xx'}");

    assertThat(output.path("headers").path("location").asText()).isEqualTo("/new");
  }

  @Test
  void shouldStopWhenRedirectsGoInCircles() throws Exception {
    on("/a", e -> redirect(e, 302, "/a"));

    assertThat(error("{'url': '%s/a'}").code()).isEqualTo("http-302");
  }

  @Test
  void shouldGiveUpWhenTheAnswerTakesTooLong() {
    on("/", e -> awaitTestEnd());

    ErrorInfo error = failure("{'url': '%s/', 'timeout': 100}");

    assertThat(error.code()).isEqualTo("http-timeout");
    assertThat(error.retryable()).isTrue();
  }

  @Test
  void shouldGiveUpWhenTheBodyTakesTooLong() {
    on(
        "/",
        e -> {
          e.sendResponseHeaders(200, 100);
          e.getResponseBody().write(1);
          e.getResponseBody().flush();
          awaitTestEnd();
        });

    assertThat(failure("{'url': '%s/', 'timeout': 'PT0.2S'}").code()).isEqualTo("http-timeout");
  }

  @Test
  void shouldFailForGoodWhenTheAnswerIsTooLarge() {
    on("/", e -> answer(e, 200, "text/plain", "x".repeat(2001)));

    ErrorInfo error = failure("{'url': '%s/'}");

    assertThat(error.code()).isEqualTo("response-too-large");
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void shouldBeRetryableWhenNobodyListens() {
    server.stop(0);

    ErrorInfo error = failure("{'url': '%s/'}");

    assertThat(error.code()).isEqualTo("http-unreachable");
    assertThat(error.retryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:1/",
        "http://[::ffff:10.1.2.3]/",
        "https://192.168.0.1/",
        "http://2130706433/"
      })
  void shouldRefuseWhenTheAddressIsPrivate(String target) {
    open(Map.of());

    ErrorInfo error = failure("{'url': '" + target + "'}");

    assertThat(error.code()).isIn(HttpTarget.REFUSED, "http-unknown-host");
    assertThat(error.message()).doesNotContain("connect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | config.url is required",
        "{'url': 5}                                      | config.url must be a text that is not"
            + " blank, was 5",
        "{'url': 'ftp://x/'}                             | config.url must start with http:// or"
            + " https://",
        "{'url': 'http:///x'}                            | config.url must name a host",
        "{'url': 'http://u:p@h/'}                        | config.url must not hold credentials;"
            + " put them into a header",
        "{'url': 'http://h/ x'}                          | config.url is no URL: Illegal character"
            + " in path",
        "{'url': 'http://h/', 'headers': {'a': {}}}      | config.headers.a must be a text, was {}",
        "{'url': 'http://h/', 'timeout': 'soon'}         | config.timeout is no ISO-8601 duration"
            + " such as PT30S: \"soon\"",
        "{'url': 'http://h/', 'timeout': 0}              | config.timeout must be a positive"
            + " duration of at most PT1H, was 0",
        "{'url': 'http://h/', 'retry': 1}                | config.retry is unknown; known are body,"
            + " expectedStatus, followRedirects, headers, method, timeout, url",
        "{'url': 'http://127.0.0.1/', 'headers': {'host': 'x'}} | config.headers.host cannot be"
            + " sent: restricted header name: \"host\"",
        "5                                               | config must be an object, was 5"
      })
  void shouldNameTheFieldWhenTheConfigIsWrong(String config, String message) {
    ErrorInfo error = failure(config);

    assertThat(error.code()).isEqualTo("invalid-config");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).isEqualTo(message);
  }

  private void open(Map<String, String> settings) {
    http.open(new ExecutorEnvironment("worker", "millrace", Map.of(), settings));
  }

  private TaskOutcome execute(String config) throws InterruptedException {
    return http.execute(FakeContext.with(config.contains("%s") ? config.formatted(url) : config));
  }

  private JsonNode output(String config) throws InterruptedException {
    return ((TaskOutcome.Completed) execute(config)).output();
  }

  private ErrorInfo error(String config) throws InterruptedException {
    return ((TaskOutcome.Failed) execute(config)).error();
  }

  private ErrorInfo failure(String config) {
    return catchThrowableOfType(TaskFailure.class, () -> execute(config)).error();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private void awaitTestEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    answer(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void redirect(HttpExchange exchange, int status, String location)
      throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(status, -1);
  }
}
