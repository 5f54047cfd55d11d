package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTopicTest {

  @Test
  void shouldBeTheExecutorsOwnWhenNothingElseIsNeeded() {
    assertThat(new TaskTopic("render", List.of()).name("shop")).isEqualTo("shop.tasks.render");
    assertThat(TaskTopic.of("render", null)).isEqualTo(new TaskTopic("render", List.of()));
  }

  @Test
  void shouldNameTheCapabilitiesInOrderWhenSomeAreNeeded() {
    Placement placement = new Placement(false, null, List.of("gpu", "eu-west", "gpu"), List.of());

    assertThat(TaskTopic.of("render", placement).name("shop"))
        .isEqualTo("shop.capable.eu-west__gpu.render");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpu", "high_memory", "_", "__", "a.b", "大内存", "a b", "-", "v1.2_", "_5f"})
  void shouldBeFoundByItsNameWhateverTheCapabilityIs(String capability) {
    TaskTopic topic = new TaskTopic("render.fast", List.of(capability, "plain"));

    assertThat(topic.name("shop")).matches("[A-Za-z0-9._-]+");
    assertThat(TaskTopic.capable("shop", topic.name("shop"))).contains(topic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.tasks.render",
        "shop.capable.render",
        "shop.capable.gpu_render",
        "shop.capable.gpu__eu.render",
        "shop.capable.a_zz.render",
        "shop.capable.__gpu.render",
        "other.capable.gpu.render"
      })
  void shouldBeNoneWhenTheNameIsNotOneThatItWouldHave(String name) {
    assertThat(TaskTopic.capable("shop", name)).isEmpty();
  }
}
