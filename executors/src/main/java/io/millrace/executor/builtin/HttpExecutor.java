package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code http}: calls a URL and returns {@code {status, headers, body}}.
 *
 * <p>Addresses of private networks are refused unless the worker allows them, because whoever may
 * start workflows could otherwise reach what only this network should.
 */
public final class HttpExecutor implements TaskExecutor {

  static final String ALLOW_PRIVATE = "allow-private-addresses";
  static final String MAX_RESPONSE = "max-response-bytes";

  private static final int USUAL_MAX_RESPONSE = 1024 * 1024;
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 425, 429);

  private @Nullable HttpClient client;
  private HttpTarget target = new HttpTarget(false);
  private int maxResponse = USUAL_MAX_RESPONSE;

  /** For the service loader. */
  public HttpExecutor() {}

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Set<String> settings() {
    return Set.of(ALLOW_PRIVATE, MAX_RESPONSE);
  }

  @Override
  public void open(ExecutorEnvironment environment) {
    target = new HttpTarget(environment.flag(ALLOW_PRIVATE, false));
    maxResponse =
        environment.number(MAX_RESPONSE, USUAL_MAX_RESPONSE, 1024, 16 * USUAL_MAX_RESPONSE);
    // No proxy: it would look up names itself, behind the check of the addresses.
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws InterruptedException {
    HttpCall call = HttpCall.from(context);
    Instant giveUp = Instant.now().plus(call.timeout());
    HttpResponse<byte[]> response = send(call, giveUp);
    for (int i = 0; i < MOST_REDIRECTS && isFollowed(call, response); i++) {
      call = call.redirectedTo(location(call, response), response.statusCode());
      response = send(call, giveUp);
    }
    ObjectNode answer = HttpAnswer.of(response);
    return call.expected().contains(response.statusCode())
        ? TaskOutcome.completed(answer)
        : unexpected(call, answer);
  }

  @Override
  public void close() {
    HttpClient closing = client;
    client = null;
    if (closing != null) {
      closing.shutdownNow();
    }
  }

  private HttpResponse<byte[]> send(HttpCall call, Instant giveUp) throws InterruptedException {
    target.check(call.uri());
    HttpClient open = client;
    if (open == null) {
      throw TaskFailure.retryable("executor-closed", "The http executor is not open");
    }
    long millis = Math.max(0, Duration.between(Instant.now(), giveUp).toMillis());
    CompletableFuture<HttpResponse<byte[]>> answer =
        open.sendAsync(call.request(), info -> new LimitedBody(maxResponse));
    try {
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw timedOut(call);
    } catch (ExecutionException e) {
      throw failure(call, e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean isFollowed(HttpCall call, HttpResponse<?> response) {
    return call.followRedirects()
        && REDIRECTS.contains(response.statusCode())
        && response.headers().firstValue("location").isPresent();
  }

  private static URI location(HttpCall call, HttpResponse<?> response) {
    Optional<String> location = response.headers().firstValue("location");
    try {
      return call.uri().resolve(location.orElse(""));
    } catch (IllegalArgumentException e) {
      throw TaskFailure.permanent(
          "http-bad-redirect", call.uri().getHost() + " redirects to what is no URL");
    }
  }

  private static TaskOutcome unexpected(HttpCall call, ObjectNode answer) {
    int status = answer.path("status").asInt();
    boolean retryable = status >= 500 || WORTH_ANOTHER_TRY.contains(status);
    return new TaskOutcome.Failed(
        new ErrorInfo(
            "http-" + status,
            "%s %s answered %d".formatted(call.method(), plain(call.uri()), status),
            retryable,
            answer));
  }

  private static TaskFailure failure(HttpCall call, @Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TaskFailure failure) {
        return failure;
      }
    }
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return TaskFailure.retryable(
          "http-unreachable", "Cannot connect to " + call.uri().getAuthority());
    }
    String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause instanceof IOException
        ? TaskFailure.retryable(
            "http-broken", "The exchange with " + call.uri().getAuthority() + " broke" + why)
        : TaskFailure.permanent(
            "http-impossible", "Cannot call " + call.uri().getAuthority() + why);
  }

  private static TaskFailure timedOut(HttpCall call) {
    return TaskFailure.retryable(
        "http-timeout", "%s did not answer in %s".formatted(plain(call.uri()), call.timeout()));
  }

  /** Without its query, which may hold what should not be stored with an error. */
  private static String plain(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getScheme() + "://" + uri.getAuthority() + path;
  }
}
