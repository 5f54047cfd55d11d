package io.millrace.examples.orders;

import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskFailure;
import io.millrace.executor.TaskOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code inventory}: reserves stock, or gives it back.
 *
 * <p>Config {@code {"action": "reserve" | "release", "sku", "quantity"}}; output {@code
 * {"reservationId", "sku", "quantity", "left"}}. Fails for good with {@code out-of-stock}.
 *
 * <p>The stock is a map in memory here; yours would be a table. What matters is that a reservation
 * is recorded under the task's idempotency key in the same step that takes the stock.
 */
public final class InventoryExecutor implements TaskExecutor {

  private static final String INITIAL_STOCK = "initial-stock";
  private static final int MOST = 1_000_000;

  private final Map<String, Integer> stock = new HashMap<>();
  private final Map<String, Reservation> done = new HashMap<>();
  private int initialStock = 100;

  /** For the service loader. */
  public InventoryExecutor() {}

  /** What a task did, and its output. */
  record Reservation(String reservationId, String sku, int quantity, int left) {}

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public Set<String> settings() {
    return Set.of(INITIAL_STOCK);
  }

  @Override
  public void open(ExecutorEnvironment environment) {
    initialStock = environment.number(INITIAL_STOCK, initialStock, 0, MOST);
  }

  @Override
  public TaskOutcome execute(TaskContext context) {
    TaskConfig config = context.config().only("action", "sku", "quantity");
    String action = config.optionalText("action").orElse("reserve");
    String sku = config.text("sku");
    int quantity = (int) config.number("quantity", 1, MOST);
    return TaskOutcome.completed(
        switch (action) {
          case "reserve" -> once(context, sku, -quantity);
          case "release" -> once(context, sku, quantity);
          default ->
              throw TaskConfig.invalid(
                  "action", "must be reserve or release, was \"" + action + "\"");
        });
  }

  /** A second delivery of a task gets the answer of the first. */
  private synchronized Reservation once(TaskContext context, String sku, int change) {
    Reservation earlier = done.get(context.idempotencyKey());
    if (earlier != null) {
      return earlier;
    }
    int left = stock.getOrDefault(sku, initialStock) + change;
    if (left < 0) {
      throw TaskFailure.permanent(
          "out-of-stock",
          "%d of %s are wanted, %d are left".formatted(-change, sku, left - change));
    }
    stock.put(sku, left);
    Reservation reservation =
        new Reservation("r-" + context.idempotencyKey(), sku, Math.abs(change), left);
    done.put(context.idempotencyKey(), reservation);
    return reservation;
  }
}
