package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private static final Map.Entry<String, String> SIZE = entry("max.message.bytes", "20971520");
  private static final Map.Entry<String, String> DELETE = entry("cleanup.policy", "delete");

  @Test
  void shouldAllHaveThePrefixAndTheirOwnNameWhenListed() {
    assertThat(Topics.all())
        .extracting(topic -> topic.name("shop"))
        .containsExactlyInAnyOrder(
            "shop.starts",
            "shop.results",
            "shop.controls",
            "shop.transitions",
            "shop.effects",
            "shop.completions",
            "shop.lanes",
            "shop.engines",
            "shop.definitions",
            "shop.relay-positions",
            "shop.claims",
            "shop.dead-letters");
  }

  @Test
  void shouldHaveOneTopicPerExecutorWhenTasksAreHandedOut() {
    assertThat(Topics.tasks("payment").name("millrace")).isEqualTo("millrace.tasks.payment");
  }

  @Test
  void shouldHaveTheInputsPartitionsWhenAnInstanceLivesInOneNumber() {
    assertThat(Topics.inputs()).allSatisfy(t -> assertThat(t.partitions(12)).isEqualTo(12));
    assertThat(Topics.TRANSITIONS.partitions(12)).isEqualTo(12);
    assertThat(Topics.ENGINES.partitions(12)).isEqualTo(1);
  }

  @Test
  void shouldKeepTransitionsForEverWhenCreated() {
    assertThat(Topics.TRANSITIONS.config()).containsOnly(SIZE, DELETE, entry("retention.ms", "-1"));
  }

  @Test
  void shouldKeepTheLastOfEachKeyWhenCompacted() {
    assertThat(Topics.DEFINITIONS.config()).containsOnly(SIZE, entry("cleanup.policy", "compact"));
  }

  @Test
  void shouldKeepStartsForAWeekAndResultsForADayWhenCreated() {
    assertThat(Topics.STARTS.config())
        .containsOnly(SIZE, DELETE, entry("retention.ms", "604800000"));
    assertThat(Topics.RESULTS.config())
        .containsOnly(SIZE, DELETE, entry("retention.ms", "86400000"));
  }

  @Test
  void shouldReadWhatTheyHoldWhenTheirSerdesAreUsed() {
    Example start = Example.named("workflow.start");

    assertThat(
            Topics.STARTS
                .values()
                .deserializer()
                .deserialize("millrace.starts", Json.bytes(start.message())))
        .isEqualTo(Json.read(start.message(), start.type().record()));
  }
}
