package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A published schema has the fields of its record: names in order, types, nullness, enum values.
 */
class RecordsAgreeWithSchemasTest {

  static final List<MessageType> TYPES = MessageType.all();

  private static final Schemas SCHEMAS = new Schemas();

  @ParameterizedTest
  @FieldSource("TYPES")
  void shouldHaveTheRecordsFieldsWhenPublished(MessageType type) {
    SchemaNode schema = SchemaNode.at(SCHEMAS, type.schema());

    assertThat(schema.keywords().path("description").asText()).isNotBlank();
    assertRecord(type.name(), type.record(), schema);
  }

  private static void assertRecord(String place, Class<?> record, SchemaNode schema) {
    List<String> names =
        Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();

    assertThat(schema.types()).as(place).containsExactly("object");
    assertThat(schema.keywords().path("additionalProperties").asBoolean(true))
        .as("%s is open", place)
        .isTrue();
    assertThat(schema.properties())
        .as(place)
        .filteredOn(name -> !name.equals("type") || names.contains(name))
        .containsExactlyElementsOf(names);
    assertThat(schema.properties()).containsAll(schema.required());
    for (RecordComponent component : record.getRecordComponents()) {
      assertComponent(
          place + "/" + component.getName(),
          component,
          schema.property(component.getName()),
          schema.required().contains(component.getName()));
    }
  }

  private static void assertComponent(
      String place, RecordComponent component, SchemaNode schema, boolean required) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean mayBeLeftOut = nullable || hasDefault(component.getType());

    if (!mayBeLeftOut) {
      assertThat(required).as("%s is required", place).isTrue();
    }
    if (nullable) {
      assertThat(required).as("%s is required", place).isFalse();
      assertThat(schema.allowsNull()).as("%s may be null", place).isTrue();
    }
    assertThat(schema.keywords().path("description").asText()).as(place).isNotBlank();
    assertType(place, component.getAnnotatedType(), schema);
  }

  /** What the compact constructors may fill in. */
  private static boolean hasDefault(Class<?> type) {
    return type == boolean.class || type == List.class || JsonNode.class.isAssignableFrom(type);
  }

  private static void assertType(String place, AnnotatedType annotated, SchemaNode schema) {
    Type type = annotated.getType();
    if (annotated instanceof AnnotatedParameterizedType list) {
      assertThat(schema.types()).as(place).contains("array");
      assertType(place + "/*", list.getAnnotatedActualTypeArguments()[0], schema.items());
    } else if (type instanceof Class<?> c && c.isEnum()) {
      assertThat(schema.texts("enum")).as(place).containsExactlyElementsOf(names(c));
    } else if (type instanceof Class<?> c && isWholeNumber(c)) {
      assertThat(schema.types()).as(place).contains("integer");
    } else if (type == JsonNode.class) {
      assertThat(schema.types()).as(place).isSubsetOf("object");
    } else if (type == ObjectNode.class) {
      assertThat(schema.types()).as(place).contains("object");
    } else if (type == String.class) {
      assertThat(schema.types().contains("string") || schema.keywords().has("enum"))
          .as(place)
          .isTrue();
    } else if (type == boolean.class) {
      assertThat(schema.types()).as(place).contains("boolean");
    } else if (type == Instant.class) {
      assertThat(schema.keywords().path("format").asText()).as(place).isEqualTo("date-time");
    } else if (type instanceof Class<?> c && c.isRecord()) {
      assertRecord(place, c, schema);
    } else {
      assertThat(schema.keywords().has("oneOf")).as("%s is a family", place).isTrue();
    }
  }

  private static boolean isWholeNumber(Class<?> type) {
    return List.of(int.class, long.class, Integer.class, Long.class, InstanceId.class, NodeNo.class)
        .contains(type);
  }

  private static List<String> names(Class<?> enumeration) {
    return Arrays.stream(enumeration.getEnumConstants())
        .map(constant -> Json.tree(constant).asText())
        .toList();
  }
}
