package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from JSON exactly as Millrace writes it: without a space, {@code type} first, the
 * properties in the order of the record's components, those that are null left out. So a record is
 * read by one call of its constructor, whose arguments move through the text from left to right.
 *
 * <p>Whatever stands otherwise is left to {@link Json}, which takes every order and says what is
 * wrong: nothing is refused here. Messages of other programs, and those of a later version with a
 * property that is unknown here, take that way.
 */
public final class OwnJson {

  /** Beyond this the limits of the JSON library count, which are not known here. */
  private static final int MAX_LENGTH = 10_000_000;

  private final JsonScanner json;

  /** How one type of record is read. */
  @FunctionalInterface
  public interface Reader<T> {

    /** Reads the components, in order. */
    T read(OwnJson json);
  }

  private OwnJson(byte[] json) {
    this.json = new JsonScanner(json);
  }

  /** What stands there, or null if it does not stand as Millrace writes it. */
  static <T> @Nullable T read(byte[] json, Reader<T> reader) {
    if (json.length > MAX_LENGTH) {
      return null;
    }
    try {
      OwnJson own = new OwnJson(json);
      T value = own.object(reader);
      return own.json.atEnd() ? value : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return null; // Whether it was the scanner or the record, the other way will tell.
    }
  }

  /** Leaves the message to {@link Json}. */
  public static IllegalArgumentException unusual() {
    return new JsonScanner.Unusual();
  }

  /** The first property of a message or an event that has one. */
  public String type() {
    return text("type");
  }

  /** A text. */
  public String text(String name) {
    require(name);
    return json.text();
  }

  /** A text or null. */
  public @Nullable String optionalText(String name) {
    return json.property(name) ? json.text() : null;
  }

  /** A whole number of 32 bits. */
  public int number(String name) {
    require(name);
    return narrow(json.whole());
  }

  /** A whole number of 32 bits, or null. */
  public @Nullable Integer optionalNumber(String name) {
    return json.property(name) ? (Integer) narrow(json.whole()) : null;
  }

  /** A whole number. */
  public long longNumber(String name) {
    require(name);
    return json.whole();
  }

  /** True or false; false if it is left out. */
  public boolean flag(String name) {
    return json.property(name) && json.truth();
  }

  /** A time. */
  public Instant time(String name) {
    require(name);
    return time();
  }

  /** A time or null. */
  public @Nullable Instant optionalTime(String name) {
    return json.property(name) ? time() : null;
  }

  /** A node. */
  public NodeNo node(String name) {
    return new NodeNo(number(name));
  }

  /** A node or null. */
  public @Nullable NodeNo optionalNode(String name) {
    return json.property(name) ? nextNode() : null;
  }

  /** Nodes; none if they are left out. */
  public List<NodeNo> nodes(String name) {
    return list(name, OwnJson::nextNode);
  }

  /** An instance. */
  public InstanceId instance(String name) {
    return new InstanceId(longNumber(name));
  }

  /** An instance or null. */
  public @Nullable InstanceId optionalInstance(String name) {
    return json.property(name) ? new InstanceId(json.whole()) : null;
  }

  /** Texts; none if they are left out. */
  public List<String> texts(String name) {
    return list(name, own -> own.json.text());
  }

  /** Any JSON; {@code null} if it is left out. */
  public JsonNode tree(String name) {
    return json.property(name) ? json.tree() : NullNode.getInstance();
  }

  /** Any JSON, or null if it is left out. */
  public @Nullable JsonNode optionalTree(String name) {
    return json.property(name) ? json.tree() : null;
  }

  /** A JSON object. */
  public ObjectNode object(String name) {
    require(name);
    if (json.tree() instanceof ObjectNode object) {
      return object;
    }
    throw unusual();
  }

  /** One of a few words, by what they mean. */
  public <T> T oneOf(String name, Map<String, T> words) {
    T meaning = words.get(text(name));
    if (meaning == null) {
      throw unusual();
    }
    return meaning;
  }

  /** A record. */
  public <T> T one(String name, Reader<T> reader) {
    require(name);
    return object(reader);
  }

  /** A record or null. */
  public <T> @Nullable T optional(String name, Reader<T> reader) {
    return json.property(name) ? object(reader) : null;
  }

  /** Records; none if they are left out. */
  public <T> List<T> all(String name, Reader<T> reader) {
    return list(name, own -> own.object(reader));
  }

  private <T> T object(Reader<T> reader) {
    json.expect('{');
    T value = reader.read(this);
    json.expect('}');
    return value;
  }

  private <T> List<T> list(String name, Reader<T> element) {
    List<T> list = new ArrayList<>();
    if (!json.property(name)) {
      return list;
    }
    json.expect('[');
    if (json.skip(']')) {
      return list;
    }
    do {
      list.add(element.read(this));
    } while (json.skip(','));
    json.expect(']');
    return list;
  }

  private NodeNo nextNode() {
    return new NodeNo(narrow(json.whole()));
  }

  private Instant time() {
    Instant time = Rfc3339.asMillraceWrites(json.text());
    if (time == null) {
      throw unusual();
    }
    return time;
  }

  private void require(String name) {
    if (!json.property(name)) {
      throw unusual();
    }
  }

  private static int narrow(long number) {
    if (number != (int) number) {
      throw unusual();
    }
    return (int) number;
  }
}
