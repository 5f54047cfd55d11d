package io.millrace.jdbc;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one row of a {@link RowStatement}.
 *
 * @param values in the order of the statement's columns; the list must not change any more
 */
public record Row(List<@Nullable Object> values) {

  private static final int FIXED_SIZE = 24;

  /** A row of those values. */
  public static Row of(@Nullable Object... values) {
    return new Row(Arrays.asList(values));
  }

  /** About how many bytes the row has in a statement. */
  public int bytes() {
    int bytes = 0;
    for (Object value : values) {
      bytes +=
          switch (value) {
            case null -> 4;
            case String text -> text.length() + 4;
            case byte[] raw -> raw.length + 12;
            default -> FIXED_SIZE;
          };
    }
    return bytes;
  }
}
