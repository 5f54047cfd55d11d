package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a contract, whatever their components are, with every field that may be null
 * null at times.
 */
final class RandomRecords {

  private static final List<String> TEXTS =
      List.of("order", "a b", "größe", "\uD83D\uDE00!", "say \"hi\"", "C:\\dir\\n", "{\"type\":1}");
  private static final List<String> PROSE = List.of("", "two\nlines\tand\r\b\f", "/x/", "\u007F");
  private static final int TRIES = 1_000;

  /** Whole numbers stay below 2^63: larger ones are so rare that OwnJson leaves them. */
  private static final int MAX_EXPONENT = 18;

  private final SplittableRandom random;

  RandomRecords(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A record; of a sealed family, one of its members. */
  <T> T next(Class<T> type) {
    return type.cast(record(type));
  }

  private Object record(Class<?> type) {
    if (!type.isRecord()) {
      JsonSubTypes.Type[] members = type.getAnnotation(JsonSubTypes.class).value();
      return record(members[random.nextInt(members.length)].value());
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    for (int i = 0; i < TRIES; i++) {
      try {
        return type.getDeclaredConstructor(types)
            .newInstance(Arrays.stream(components).map(this::component).toArray());
      } catch (InvocationTargetException e) {
        // The record refuses such values: others, then.
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("found no values that suit " + type);
  }

  private @Nullable Object component(RecordComponent component) {
    return component.getName().endsWith("ash")
        ? random.nextInt(16) == 0 && mayBeNull(component) ? null : hash()
        : mayBeNull(component) && random.nextBoolean() ? null : value(component.getAnnotatedType());
  }

  private static boolean mayBeNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private Object value(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType list
        && ((ParameterizedType) list.getType()).getRawType() == List.class) {
      AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
      return Stream.generate(() -> value(element)).limit(random.nextInt(4)).toList();
    }
    Class<?> type = (Class<?>) annotated.getType();
    if (type == String.class) {
      return text();
    } else if (type == int.class || type == Integer.class) {
      return random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(-1, 1000);
    } else if (type == long.class) {
      return random.nextLong(-1, 1L << 53);
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(
          random.nextLong(2_000_000_000L) * (random.nextBoolean() ? 1_000 : 999));
    } else if (type == ObjectNode.class) {
      return object(2);
    } else if (type == JsonNode.class) {
      return tree(3);
    }
    return type.isEnum()
        ? type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)]
        : record(type);
  }

  private String hash() {
    return "%016x".formatted(random.nextLong()).repeat(4);
  }

  private String text() {
    List<String> texts = random.nextInt(4) == 0 ? PROSE : TEXTS;
    return texts.get(random.nextInt(texts.size()));
  }

  private JsonNode tree(int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0 -> Json.nodes().nullNode();
      case 1 -> Json.nodes().booleanNode(random.nextBoolean());
      case 2 -> Json.nodes().textNode(text());
      case 3 -> Json.nodes().numberNode(random.nextInt(-10, 10));
      case 4 -> Json.nodes().numberNode(random.nextLong(-1_000_000_000_000_000L, 1L << 53));
      case 5 -> Json.nodes().numberNode(random.nextInt(-99_999, 99_999) / 100.0);
      case 6 ->
          Json.nodes()
              .numberNode(random.nextDouble() * Math.pow(10, random.nextInt(-40, MAX_EXPONENT)));
      case 7 -> object(depth - 1);
      default -> {
        ArrayNode array = Json.nodes().arrayNode();
        Stream.generate(() -> tree(depth - 1)).limit(random.nextInt(4)).forEach(array::add);
        yield array;
      }
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Json.nodes().objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.set(text(), tree(depth));
    }
    return object;
  }
}
