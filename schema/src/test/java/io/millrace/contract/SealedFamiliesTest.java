package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SealedFamiliesTest {

  static final List<Class<?>> FAMILIES = MessageType.SEALED;

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void shouldNameEveryMemberOnceWhenAFamilyIsSealed(Class<?> family) {
    JsonSubTypes.Type[] named = family.getAnnotation(JsonSubTypes.class).value();

    assertThat(named)
        .extracting(JsonSubTypes.Type::value)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(members(family).toList());
    assertThat(named).allSatisfy(member -> assertThat(member.name()).isNotBlank());
    assertThat(named).allSatisfy(member -> assertThat(member.names()).isEmpty());
  }

  @Test
  void shouldTellTypesApartByNameWhenAllAreTakenTogether() {
    assertThat(MessageType.all()).extracting(MessageType::name).doesNotHaveDuplicates();
  }

  private static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedFamiliesTest::members)
        : Stream.of(type);
  }
}
