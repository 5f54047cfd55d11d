package io.millrace.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskExecutor;
import io.millrace.executor.TaskOutcome;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private final InventoryExecutor inventory = new InventoryExecutor();
  private final PaymentExecutor payment = new PaymentExecutor();

  @Test
  void shouldBeFoundByAWorker() {
    assertThat(ServiceLoader.load(TaskExecutor.class))
        .extracting(TaskExecutor::name)
        .contains("inventory", "payment");
  }

  @Test
  void shouldReserveOnceWhenATaskIsDeliveredTwice() {
    inventory.open(environment("initial-stock", "5"));
    FakeTask task = FakeTask.of("k1", Map.of("sku", "apple", "quantity", 3));

    TaskOutcome first = inventory.execute(task);
    TaskOutcome second = inventory.execute(task);

    assertThat(output(first).path("left").asInt()).isEqualTo(2);
    assertThat(output(second)).isEqualTo(output(first));
  }

  @Test
  void shouldFailForGoodWhenStockIsOut() {
    inventory.open(environment("initial-stock", "2"));

    assertThatThrownBy(
            () -> inventory.execute(FakeTask.of("k1", Map.of("sku", "apple", "quantity", 3))))
        .hasMessage("3 of apple are wanted, 2 are left");
  }

  @Test
  void shouldGiveBackWhatWasReserved() {
    inventory.open(environment("initial-stock", "5"));
    inventory.execute(FakeTask.of("k1", Map.of("sku", "apple", "quantity", 3)));

    TaskOutcome released =
        inventory.execute(
            FakeTask.of("k2", Map.of("action", "release", "sku", "apple", "quantity", 3)));

    assertThat(output(released).path("left").asInt()).isEqualTo(5);
  }

  @Test
  void shouldChargeAndTellItsProgress() throws InterruptedException {
    FakeTask task = FakeTask.of("k1", Map.of("amount", 1999, "account", "acc"));

    TaskOutcome outcome = payment.execute(task);

    assertThat(output(outcome).path("paymentId").asText()).isEqualTo("p-k1");
    assertThat(task.told()).hasSize(3);
  }

  @Test
  void shouldDeclineWhenTheAmountIsAboveTheLimit() throws InterruptedException {
    payment.open(environment("limit", "1000"));

    TaskOutcome outcome =
        payment.execute(FakeTask.of("k1", Map.of("amount", 1001, "account", "acc")));

    assertThat(((TaskOutcome.Failed) outcome).error().code()).isEqualTo("payment-declined");
    assertThat(((TaskOutcome.Failed) outcome).error().retryable()).isFalse();
  }

  private static ExecutorEnvironment environment(String setting, String value) {
    return new ExecutorEnvironment("worker", "millrace", Map.of(), Map.of(setting, value));
  }

  private static JsonNode output(TaskOutcome outcome) {
    return ((TaskOutcome.Completed) outcome).output();
  }
}
