package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DefinitionPublished;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One type of message or event.
 *
 * @param name the value of {@code type}
 * @param family what it is decoded as
 * @param record what it is decoded to
 * @param schema the file and place of its schema
 */
record MessageType(String name, Class<?> family, Class<?> record, String schema) {

  /** The families whose members tell their name by themselves. */
  static final List<Class<?>> SEALED = List.of(Result.class, Control.class, Event.class);

  static List<MessageType> all() {
    Stream<MessageType> singles =
        Stream.of(
                Start.class,
                Task.class,
                Transition.class,
                EngineHeartbeat.class,
                DefinitionPublished.class)
            .map(type -> new MessageType(nameOf(type), type, type, fileOf(type)));
    Stream<MessageType> completions =
        Arrays.stream(CompletionType.values())
            .map(
                type ->
                    new MessageType(
                        type.code(), Completion.class, Completion.class, fileOf(Completion.class)));
    return Stream.of(
            singles,
            completions,
            members(Result.class, "result.schema.json#/$defs/"),
            members(Control.class, "control.schema.json#/$defs/"),
            members(Event.class, "transition.schema.json#/$defs/"))
        .flatMap(types -> types)
        .toList();
  }

  static MessageType named(String name) {
    return all().stream()
        .filter(type -> type.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type is called " + name));
  }

  @Override
  public String toString() {
    return name;
  }

  private static Stream<MessageType> members(Class<?> family, String place) {
    return Arrays.stream(family.getAnnotation(JsonSubTypes.class).value())
        .map(
            member ->
                new MessageType(
                    member.name(), family, member.value(), place + member.value().getSimpleName()));
  }

  private static String nameOf(Class<?> single) {
    return single.getAnnotation(JsonTypeName.class).value();
  }

  /** {@code EngineHeartbeat} is in {@code engine-heartbeat.schema.json}. */
  private static String fileOf(Class<?> type) {
    String words = type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    return words.toLowerCase(java.util.Locale.ROOT) + ".schema.json";
  }
}
