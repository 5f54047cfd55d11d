package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.SendSignal;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples that we show do what they say. */
@Tag("long")
@ExtendWith(SharedCrossing.class)
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("..", "examples");

  private Crossing millrace;

  @BeforeAll
  void start(Crossing shared) throws IOException {
    millrace = shared;
    for (String name : new String[] {"order", "etl-repair", "etl", "travel"}) {
      millrace.deployFile(Files.readAllBytes(EXAMPLES.resolve(name + ".json")));
    }
  }

  @Test
  void shouldShipASmallOrder() {
    InstanceState order =
        millrace.ended(
            millrace.start(
                "order",
                "{'orderId':7,'express':true,'items':[{'sku':'A-1','quantity':2,'price':20},"
                    + "{'sku':'B-7','quantity':1,'price':5}]}"));

    assertThat(order.output())
        .isEqualTo(
            Json.tree(
                "{\"orderId\":7,\"total\":45,\"reserved\":[\"A-1\",\"B-7\"],\"shipment\":\"express\"}"));
    assertThat(order.origin().businessKey()).isEqualTo("order-7");
  }

  @Test
  void shouldAskAPersonAboutALargeOrder() {
    InstanceId id =
        millrace.start("order", "{'orderId':8,'items':[{'sku':'C','quantity':1,'price':5000}]}");

    millrace.control(
        new SendSignal(id, null, "test", "order-approved", Json.tree("{\"by\":\"Ada\"}")));

    assertThat(Objects.requireNonNull(millrace.ended(id).output()).path("shipment").textValue())
        .isEqualTo("approved by Ada");
  }

  @Test
  void shouldLoadAllBatchesAndRepairTheBadOnes() {
    InstanceState etl = millrace.ended(millrace.start("etl", "{}"));

    assertThat(etl.output()).isEqualTo(Json.tree("{\"loaded\":14,\"repaired\":[2,4]}"));
  }

  @Test
  void shouldUndoTheJourneyInReverseWhenNoCarIsLeft() {
    InstanceState travel =
        millrace.ended(millrace.start("travel", "{'traveller':'Ada','city':'Lisbon'}"));

    assertThat(travel.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(travel.error()).message()).contains("no car is left");
    assertThat(
            travel.nodes().frame(FrameKey.ROLLBACK).members().stream()
                .map(no -> travel.nodes().get(new NodeNo(no)))
                .map(NodeState::output))
        .containsExactly(
            Json.tree(
                "{\"times\":1,\"code\":\"hotel-busy\",\"message\":\"the hotel does not pick up the"
                    + " phone\",\"cancelled\":\"H-Lisbon-2\"}"),
            Json.tree("{\"cancelled\":\"F-Lisbon\"}"));
  }

  @Test
  void shouldBookTheJourneyWhenACarIsLeft() {
    InstanceState travel =
        millrace.ended(
            millrace.start("travel", "{'traveller':'Ada','city':'Lisbon','carsLeft':1}"));

    assertThat(travel.output())
        .isEqualTo(
            Json.tree("{\"flight\":\"F-Lisbon\",\"hotel\":\"H-Lisbon-2\",\"car\":\"C-Lisbon\"}"));
  }
}
