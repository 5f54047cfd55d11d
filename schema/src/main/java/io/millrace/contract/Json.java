package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.millrace.contract.message.OwnMessages;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * The one way in which Millrace reads and writes JSON.
 *
 * <p>Strict where a mistake could hide (wrong types, duplicate keys, text after the end), open
 * where the contracts grow (unknown fields are ignored). Absent means null, and false where there
 * is no null; null fields are not written. A number has one tree, however it is written: {@code 5}
 * and {@code 5.0} are equal.
 */
public final class Json {

  /** Deeper than any message: a value from outside has 64 levels, its wrapping far fewer. */
  private static final int MAX_DEPTH = 200;

  /** The longest property name; MySQL takes 65,535 bytes, which are four per character. */
  private static final int MAX_NAME_LENGTH = 16_000;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final JsonNodeFactory NODES = new StorableNumbers();
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule("millrace")
                  .addDeserializer(Instant.class, new Rfc3339())
                  .addSerializer(Instant.class, new Rfc3339Writer()))
          .addHandler(new TypeProperty())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .withConfigOverride(
              boolean.class,
              absent -> absent.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withCoercionConfigDefaults(
              empty ->
                  empty
                      .setAcceptBlankAsEmpty(false)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .nodeFactory(NODES)
          .build();

  private static final Map<Class<?>, OwnJson.Reader<?>> OWN =
      Map.of(
          Transition.class, OwnMessages::transition,
          Task.class, OwnMessages::task);

  private Json() {}

  /** Makes trees whose numbers are as those that are read: one tree for each number. */
  public static JsonNodeFactory nodes() {
    return NODES;
  }

  /** The configured mapper, for what the methods here do not offer. Do not reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a value from UTF-8, with or without a byte order mark. Transitions and tasks are read by
   * {@link OwnJson} as long as they stand as Millrace writes them.
   *
   * @throws MalformedMessage if the bytes are no JSON, or not of the type, with the place
   */
  public static <T> T read(byte[] json, Class<T> type) {
    OwnJson.Reader<?> reader = OWN.get(type);
    Object own = reader == null ? null : OwnJson.read(json, reader);
    return own == null ? readAny(json, type) : type.cast(own);
  }

  /** Reads a value as it may stand anywhere. */
  static <T> T readAny(byte[] json, Class<T> type) {
    int start = Arrays.mismatch(json, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? 3 : 0;
    return JsonErrors.translating(() -> MAPPER.readValue(json, start, json.length - start, type));
  }

  /**
   * Reads a value.
   *
   * @throws MalformedMessage if the text is no JSON, or not of the type, with the place
   */
  public static <T> T read(String json, Class<T> type) {
    return JsonErrors.translating(() -> MAPPER.readValue(json, type));
  }

  /**
   * Converts a tree to a value.
   *
   * @throws MalformedMessage if the tree is not of the type, with the place
   */
  public static <T> T read(JsonNode json, Class<T> type) {
    return JsonErrors.translating(() -> MAPPER.treeToValue(json, type));
  }

  /**
   * Reads a tree.
   *
   * @throws MalformedMessage if the text is no JSON
   */
  public static JsonNode tree(String json) {
    return read(json, JsonNode.class);
  }

  /** A value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A value as JSON, UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** A value as JSON text on one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getName(), e);
    }
  }

  /** A value as JSON text for people: indented. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getName(), e);
    }
  }
}
