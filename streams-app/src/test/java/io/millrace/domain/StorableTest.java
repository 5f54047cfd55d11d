package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.message.SendSignal;
import io.millrace.domain.state.JsonSize;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MySQL or Kafka would refuse fails one node or control, before it reaches either. */
class StorableTest {

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String transform(String id, String config) {
    return "{'id':'%s','type':'task','executor':'transform','config':%s,'errorHandling':'continue'}"
        .formatted(id, config);
  }

  private static ErrorInfo errorOf(Scenario scenario, String nodeId) {
    return Objects.requireNonNull(scenario.node(nodeId).error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"${[input.deep]}", "${JSON.parse('[1e999]')}", "${'\uD83D\uDE00'[0]}"})
  void shouldFailTheNodeOnlyWhenAnExpressionGivesWhatCannotBeStored(String config) {
    String deep = nested(64);
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    transform("t", "{'v':\"" + config.replace("'", "\\\"") + "\"}"),
                    Definitions.after("b", "t")))
            .start("{'deep':" + deep.substring(1, deep.length() - 1) + "}");

    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldFailTheGroupWhenItsOutputIsNestedTooDeeply() {
    Scenario scenario =
        Scenario.started(
                "{'id':'l','type':'loop','loopType':'times','count':1,'retries':0,'nodes':["
                    + Definitions.task("a")
                    + "]}")
            .complete("a", nested(64));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(errorOf(scenario, "l").code()).isEqualTo("not-storable");
  }

  @Test
  void shouldFailTheInstanceWhenItsOutputIsNestedTooDeeply() {
    Scenario scenario = Scenario.started(Definitions.task("a")).complete("a", nested(64));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.state().error()).code()).isEqualTo("not-storable");
  }

  @Test
  void shouldFailTheNodeWhenInputsFillTheInstance() {
    Limits narrow = new Limits(100, 150, 10, 10, 10, 10);
    String config = ",'config':{'x':'" + "x".repeat(80) + "'},'errorHandling':'continue'";
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(Definitions.task("a", config), Definitions.task("b", config)),
                narrow)
            .start()
            .timers();

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(errorOf(scenario, "b").code()).isEqualTo("state-too-large");
  }

  @Test
  void shouldOmitDetailsOfAnErrorThatCouldNotTravel() {
    JsonNode deep = Json.tree(nested(60));
    Scenario scenario = Scenario.started(Definitions.task("a", ",'retries':0"));
    scenario.result(
        new io.millrace.contract.message.TaskFailed(
            Scenario.ID,
            scenario.node("a").no(),
            1,
            "c",
            "w",
            scenario.now(),
            scenario.now(),
            new ErrorInfo("boom", "It broke.", false, deep)));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(errorOf(scenario, "a").details()).has("omitted")).isTrue();
  }

  @Test
  void shouldRefuseAPayloadThatIsTooLarge() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")), new Limits(100, 1000, 10, 10, 10, 10))
            .start()
            .control(new SendSignal(Scenario.ID, null, null, "go", text(200)));

    assertThat(scenario.lastOf(ControlRefused.class).code()).isEqualTo("payload-too-large");
  }

  @Test
  void shouldRefuseToKeepMorePayloadThanOneNodeMayHave() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")), new Limits(100, 1000, 10, 10, 10, 10))
            .start()
            .control(new SendSignal(Scenario.ID, null, null, "go", text(60)))
            .control(new SendSignal(Scenario.ID, null, null, "go", text(60)));

    assertThat(scenario.lastOf(ControlRefused.class).code()).isEqualTo("too-many-signals");
  }

  @Test
  void shouldRefuseToCompleteANodeWithAnOutputThatIsTooLarge() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")), new Limits(100, 1000, 10, 10, 10, 10))
            .start()
            .control(ControlTest.completeNode("a", "'" + "x".repeat(200) + "'"));

    assertThat(scenario.lastOf(ControlRefused.class).code()).isEqualTo("output-too-large");
    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  void shouldMeasureWhatIsWritten() {
    JsonNode json = Json.tree("{\"a\\\"b\":\"\\u0001\\n\\\\é€😀\",\"n\":[1.5,-20,true,null]}");

    assertThat(JsonSize.of(json)).isEqualTo(Json.bytes(json).length);
  }

  private static JsonNode text(int length) {
    return Json.tree("\"" + "x".repeat(length) + "\"");
  }
}
