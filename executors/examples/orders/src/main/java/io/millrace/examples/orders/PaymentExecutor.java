package io.millrace.examples.orders;

import io.millrace.contract.Json;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code payment}: charges an amount in three steps, showing its progress.
 *
 * <p>Config {@code {"amount": cents, "currency", "account", "stepMs"}}, where the account would be
 * a secret: {@code "${secrets.merchant-account}"}. Output {@code {"paymentId", "amount",
 * "currency"}}. Fails for good with {@code payment-declined} above the limit; is to be tried again
 * when the bank is {@code bank-busy}.
 */
public final class PaymentExecutor implements TaskExecutor {

  private static final String LIMIT = "limit";
  private static final long MOST = 1_000_000_000_000L;
  private static final int STEPS = 3;

  private final Map<String, Payment> taken = new ConcurrentHashMap<>();
  private int limit = 100_000;

  /** For the service loader. */
  public PaymentExecutor() {}

  /** A payment that was made: the task's output. */
  record Payment(String paymentId, long amount, String currency) {}

  @Override
  public String name() {
    return "payment";
  }

  @Override
  public Set<String> settings() {
    return Set.of(LIMIT);
  }

  @Override
  public void open(ExecutorEnvironment environment) {
    limit = environment.number(LIMIT, limit, 1, Integer.MAX_VALUE);
  }

  @Override
  public TaskOutcome execute(TaskContext context) throws InterruptedException {
    TaskConfig config = context.config().only("amount", "currency", "account", "stepMs");
    long amount = config.number("amount", 1, MOST);
    String currency = config.optionalText("currency").orElse("EUR");
    String account = config.text("account");
    Duration step = config.duration("stepMs", Duration.ofMillis(1), Duration.ofMinutes(1));
    if (amount > limit) {
      return TaskOutcome.failed(
          "payment-declined", "%d is more than the limit of %d".formatted(amount, limit));
    }
    for (int i = 1; i <= STEPS; i++) {
      // A cancelled task is interrupted here; nothing has been charged yet.
      Thread.sleep(step);
      context.progress(Json.tree(Map.of("step", i, "of", STEPS)));
    }
    return TaskOutcome.completed(
        taken.computeIfAbsent(
            context.idempotencyKey(), key -> charge(key, account, amount, currency)));
  }

  /** The one step that must not happen twice; a real bank takes the key along. */
  private static Payment charge(String key, String account, long amount, String currency) {
    if (account.equals("busy")) {
      throw TaskFailure.retryable("bank-busy", "The bank asks to come back later");
    }
    return new Payment("p-" + key, amount, currency);
  }
}
