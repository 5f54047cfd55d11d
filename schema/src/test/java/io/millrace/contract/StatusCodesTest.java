package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The codes in MySQL's columns and those in messages are the same words. */
class StatusCodesTest {

  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsCodeWhenAnInstanceHasIt(InstanceStatus status) {
    assertThat(InstanceStatus.of(status.code())).isEqualTo(status);
    assertThat(Json.tree(status).asText()).isEqualTo(status.code());
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsCodeWhenANodeHasIt(NodeStatus status) {
    assertThat(NodeStatus.of(status.code())).isEqualTo(status);
    assertThat(Json.tree(status).asText()).isEqualTo(status.code());
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeFoundByItsCodeWhenANodeIsOfIt(NodeType type) {
    assertThat(NodeType.of(type.code())).isEqualTo(type);
    assertThat(Json.tree(type).asText()).isEqualTo(type.code());
  }
}
