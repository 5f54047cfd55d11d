package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class DescribeIT {

  @BeforeEach
  void deploy(TestMillrace millrace) {
    millrace.deploy(Workflows.SHAPES).ok();
    millrace.deploy(Workflows.SAGA).ok();
    millrace.deploy(Workflows.APPROVAL).ok();
  }

  @Test
  void shouldHaveEveryFieldWhenAnInstanceCompleted(TestMillrace millrace) {
    JsonNode instance =
        millrace.await(millrace.begin("shapes", "--input", "{\"items\": [5, 6]}"), "completed");

    assertThat(instance.fieldNames())
        .toIterable()
        .contains("id", "workflow", "version", "status", "input", "output")
        .contains("startedAt", "completedAt", "nodes")
        .doesNotContain("error");
    assertThat(TestMillrace.node(instance, "l").fieldNames())
        .toIterable()
        .containsExactly(
            "nodeNo",
            "id",
            "name",
            "type",
            "status",
            "attempts",
            "executor",
            "engineId",
            "startedAt",
            "completedAt",
            "durationMs",
            "input",
            "output",
            "branch",
            "children");
  }

  @Test
  void shouldNestNodesWhenTheyRunInsideOthers(TestMillrace millrace) {
    JsonNode instance =
        millrace.await(millrace.begin("shapes", "--input", "{\"items\": [5, 6]}"), "completed");

    JsonNode items = TestMillrace.node(instance, "each").path("children");
    assertThat(items).extracting(item -> item.path("iteration").asInt()).containsExactly(0, 1);
    assertThat(items)
        .extracting(item -> item.path("output").path("item").asInt())
        .containsExactly(5, 6);
    assertThat(TestMillrace.node(instance, "both").path("children"))
        .extracting(node -> node.path("branch").asText())
        .containsExactlyInAnyOrder("left", "right");
    assertThat(TestMillrace.node(instance, "both").path("output"))
        .isEqualTo(Json.tree("{\"left\": {\"side\": \"left\"}, \"right\": {\"side\": \"right\"}}"));
    assertThat(TestMillrace.node(instance, "choose").path("children"))
        .extracting(node -> node.path("id").asText() + " " + node.path("status").asText())
        .containsExactlyInAnyOrder("many completed", "few skipped");
  }

  @Test
  void shouldShowTheCompensationWhenAnInstanceWasRolledBack(TestMillrace millrace) {
    JsonNode instance = millrace.await(millrace.begin("saga"), "failed");

    assertThat(instance.path("error").path("code").isTextual()).isTrue();
    assertThat(TestMillrace.node(instance, "pay").path("error").path("code").asText())
        .isEqualTo("card-declined");
    assertThat(TestMillrace.node(instance, "pay").has("output")).isFalse();
    JsonNode compensation = TestMillrace.node(instance, "book/compensate");
    assertThat(compensation.path("status").asText()).isEqualTo("completed");
    assertThat(compensation.path("output")).isEqualTo(Json.tree("{\"freed\": 7}"));
  }

  @Test
  void shouldHaveNullsWhenNodesHaveNotEnded(TestMillrace millrace) {
    long id = millrace.begin("approval");
    JsonNode instance = millrace.await(id, "running");

    assertThat(instance.path("completedAt").isNull()).isTrue();
    assertThat(instance.path("output").isNull()).isTrue();
    millrace.run("cancel", Long.toString(id)).ok();
  }

  @Test
  void shouldDrawATreeWhenForPeople(TestMillrace millrace) {
    long id = millrace.begin("shapes", "--input", "{\"items\": [5]}");
    millrace.await(id, "completed");

    String tree = millrace.run("describe", Long.toString(id)).ok().out();

    assertThat(tree)
        .contains("shapes 1.0.0  " + id + "  COMPLETED")
        .contains("├─ ✔ each")
        .containsPattern("│  └─ ✔ item\\[0] #\\d+ \\(echo\\)  completed")
        .contains("└─ ✔ choose");
  }

  @Test
  void shouldSayWhereToLookWhenThereIsNoSuchInstance(TestMillrace millrace) {
    assertThat(millrace.run("describe", "1099511000000").failed().err())
        .contains("there is no instance 1099511000000", "millrace list", "millrace dead-letters");
  }

  @Test
  void shouldListTheNewestFirstWhenFiltered(TestMillrace millrace) {
    long first = millrace.begin("saga");
    millrace.await(first, "failed");
    long second = millrace.begin("saga");
    millrace.await(second, "failed");

    JsonNode all =
        millrace.run("list", "--workflow", "saga", "--status", "failed", "--json").ok().json();
    JsonNode one = millrace.run("list", "--workflow", "saga", "--limit", "1", "--json").json();

    assertThat(all).extracting(line -> line.path("id").asLong()).containsSubsequence(second, first);
    assertThat(all).allMatch(line -> line.path("status").asText().equals("failed"));
    assertThat(one).extracting(line -> line.path("id").asLong()).containsExactly(second);
    assertThat(millrace.run("list", "--workflow", "none").ok().out().strip())
        .isEqualTo("no instances");
  }
}
