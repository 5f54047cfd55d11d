package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Walks through JSON that stands as {@link Json} writes it, without a space, byte by byte.
 *
 * <p>What it takes, {@link Json} would read in the same way; what it does not know it leaves with
 * {@link Unusual}, even where that is proper JSON.
 */
final class JsonScanner {

  /** The longest name, and the deepest tree, that is read here; fewer than {@link Json} allows. */
  private static final int MAX_NAME_LENGTH = 1_000;

  private static final int MAX_DEPTH = 100;

  /** With so many digits, a number that is too large for 64 bits shows by its sign. */
  private static final int LONG_DIGITS = 19;

  private static final int MAX_NUMBER_LENGTH = 30;
  private static final int MAX_EXPONENT_DIGITS = 3;
  private static final char NOT_DECODED = '\uFFFD';
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

  private final byte[] json;
  private int at;

  /** Something that is left to {@link Json}. It is no error yet, so it has no stack trace. */
  static final class Unusual extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  JsonScanner(byte[] json) {
    this.json = json;
  }

  boolean atEnd() {
    return at == json.length;
  }

  /** Goes past a character, if it is the next. */
  boolean skip(char c) {
    boolean next = byteAt(at) == c;
    if (next) {
      at++;
    }
    return next;
  }

  /** Goes past a character that must be the next. */
  void expect(char c) {
    if (!skip(c)) {
      throw new Unusual();
    }
  }

  /** Goes to the value of a property, if that is the next in the object. */
  boolean property(String name) {
    boolean first = byteAt(at - 1) == '{';
    if (!first && byteAt(at) != ',') {
      return false;
    }
    int from = first ? at + 1 : at + 2;
    int end = from + name.length();
    if (byteAt(end) != '"' || byteAt(end + 1) != ':') {
      return false; // Mostly it is another name of another length, which is seen at once.
    }
    if (json[from - 1] != '"' || !stands(name, from)) {
      return false;
    }
    at = end + 2;
    return true;
  }

  private boolean stands(String name, int from) {
    for (int i = 0; i < name.length(); i++) {
      if (json[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text() {
    expect('"');
    int from = at;
    at = plainFrom(from);
    if (byteAt(at) == '"') {
      return new String(json, from, at++ - from, StandardCharsets.ISO_8859_1);
    }
    boolean escapes = false;
    while (byteAt(at) != '"') {
      escapes |= byteAt(at) == '\\';
      at = plainFrom(byteAt(at) == '\\' ? at + 2 : at + 1);
    }
    String text = new String(json, from, at++ - from, StandardCharsets.UTF_8);
    if (text.indexOf(NOT_DECODED) >= 0) {
      throw new Unusual();
    }
    return escapes ? unescaped(text) : text;
  }

  /** The first place that has no ASCII character which stands for itself. */
  private int plainFrom(int from) {
    byte[] text = json;
    for (int place = from; place < text.length; place++) {
      byte c = text[place];
      if (c == '"' || c == '\\' || c < 0) {
        return place;
      } else if (c < ' ') {
        break;
      }
    }
    throw new Unusual();
  }

  long whole() {
    boolean negative = skip('-');
    int from = at;
    long number = 0;
    for (int c = byteAt(at); c >= '0' && c <= '9'; c = byteAt(++at)) {
      number = number * 10 + c - '0';
    }
    int digits = at - from;
    if (digits == 0 || digits > LONG_DIGITS || number < 0 || (digits > 1 && json[from] == '0')) {
      throw new Unusual();
    }
    return negative ? -number : number;
  }

  boolean truth() {
    boolean truth = byteAt(at) == 't';
    expect(truth ? "true" : "false");
    return truth;
  }

  JsonNode tree() {
    return tree(0);
  }

  private JsonNode tree(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Unusual();
    }
    return switch (byteAt(at)) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> Json.nodes().textNode(text());
      case 't', 'f' -> BooleanNode.valueOf(truth());
      case 'n' -> {
        expect("null");
        yield NullNode.getInstance();
      }
      default -> number();
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Json.nodes().objectNode();
    expect('{');
    if (skip('}')) {
      return object;
    }
    do {
      String name = text();
      expect(':');
      boolean twice = object.replace(name, tree(depth)) != null;
      if (twice || name.length() > MAX_NAME_LENGTH || Fields.hasLoneSurrogate(name)) {
        throw new Unusual();
      }
    } while (skip(','));
    expect('}');
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = Json.nodes().arrayNode();
    expect('[');
    if (skip(']')) {
      return array;
    }
    do {
      array.add(tree(depth));
    } while (skip(','));
    expect(']');
    return array;
  }

  private JsonNode number() {
    JsonNodeFactory nodes = Json.nodes();
    int from = at;
    long whole = whole();
    if (byteAt(at) != '.' && byteAt(at) != 'e' && byteAt(at) != 'E') {
      return nodes.numberNode(whole);
    }
    if (skip('.')) {
      digits(MAX_NUMBER_LENGTH);
    }
    if (skip('e') || skip('E')) {
      if (!skip('-')) {
        skip('+');
      }
      digits(MAX_EXPONENT_DIGITS);
    }
    String text = new String(json, from, at - from, StandardCharsets.ISO_8859_1);
    return nodes.numberNode(new BigDecimal(text));
  }

  private void digits(int max) {
    int from = at;
    while (byteAt(at) >= '0' && byteAt(at) <= '9') {
      at++;
    }
    if (at == from || at - from > max) {
      throw new Unusual();
    }
  }

  private void expect(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private static String unescaped(String text) {
    StringBuilder unescaped = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
      unescaped.append(text, from, at);
      int which = ESCAPED.indexOf(text.charAt(at + 1));
      from = which < 0 ? at + 6 : at + 2;
      unescaped.append(which < 0 ? coded(text, at + 1, from) : UNESCAPED.charAt(which));
    }
    return unescaped.append(text, from, text.length()).toString();
  }

  /** A character as four digits, {@code u00E4}. */
  private static char coded(String text, int from, int to) {
    if (text.charAt(from) != 'u' || to > text.length()) {
      throw new Unusual();
    }
    return (char) HexFormat.fromHexDigits(text, from + 1, to);
  }

  /** Past the end is a character that stands nowhere in JSON. */
  private int byteAt(int place) {
    return place >= 0 && place < json.length ? json[place] : 0;
  }
}
