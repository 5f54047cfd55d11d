package io.millrace.contract;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the records that messages and events have in common are read. */
public final class OwnRecords {

  /** What the words for a kind of node mean. */
  public static final Map<String, NodeType> NODE_TYPES = words(NodeType.values(), NodeType::code);

  /** What the words for the status of an instance mean. */
  public static final Map<String, InstanceStatus> STATUSES =
      words(InstanceStatus.values(), InstanceStatus::code);

  private OwnRecords() {}

  /** An error. */
  public static ErrorInfo error(OwnJson in) {
    return new ErrorInfo(
        in.text("code"), in.text("message"), in.flag("retryable"), in.optionalTree("details"));
  }

  /** The node that waits for a child. */
  public static ParentRef parent(OwnJson in) {
    return new ParentRef(
        in.instance("instanceId"),
        in.node("nodeNo"),
        in.number("attempt"),
        in.optionalNumber("depth"));
  }

  /** Where a secret stands. */
  public static SecretPlace secret(OwnJson in) {
    return new SecretPlace(
        in.text("pointer"), in.number("offset"), in.number("length"), in.text("name"));
  }

  /** What is asked of a worker. */
  public static Placement placement(OwnJson in) {
    return new Placement(
        in.flag("local"), in.optionalText("key"), in.texts("capabilities"), in.texts("engines"));
  }

  private static <T> Map<String, T> words(T[] constants, Function<T, String> word) {
    return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(word, c -> c));
  }
}
