package io.millrace.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that MySQL knows of a schema, in lines that can be compared; what only tells its age is left
 * out.
 */
final class InformationSchema {

  private static final Map<String, List<String>> VIEWS =
      Map.of(
          "tables",
              List.of(
                  "table_schema",
                  "create_time",
                  "update_time",
                  "check_time",
                  "table_rows",
                  "avg_row_length",
                  "data_length",
                  "index_length",
                  "data_free",
                  "auto_increment"),
          "columns", List.of("table_schema"),
          "statistics", List.of("table_schema", "index_schema", "cardinality"),
          "table_constraints", List.of("table_schema", "constraint_schema"),
          "check_constraints", List.of("constraint_schema"),
          "referential_constraints", List.of("constraint_schema", "unique_constraint_schema"),
          "key_column_usage",
              List.of("table_schema", "constraint_schema", "referenced_table_schema"),
          "views", List.of("table_schema"),
          "routines", List.of("routine_schema", "created", "last_altered"),
          "parameters", List.of("specific_schema"));

  private static final List<String> OF_PARTITIONS =
      List.of(
          "table_name",
          "partition_name",
          "partition_ordinal_position",
          "partition_method",
          "partition_expression",
          "partition_description",
          "partition_comment");

  private InformationSchema() {}

  /** The schema of the database that {@code sql} is in; its own name is blotted out. */
  static List<String> of(Sql sql) throws SQLException {
    String database = sql.value("SELECT DATABASE()");
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, List<String>> view : VIEWS.entrySet()) {
      String schema =
          view.getValue().stream()
              .filter(name -> name.endsWith("_schema"))
              .findFirst()
              .orElseThrow();
      for (Map<String, String> row :
          sql.rows(
              "SELECT * FROM information_schema.%s WHERE %s = DATABASE()"
                  .formatted(view.getKey(), schema))) {
        row.keySet()
            .removeIf(column -> view.getValue().stream().anyMatch(column::equalsIgnoreCase));
        lines.add(view.getKey() + " " + row);
      }
    }
    lines.addAll(partitions(sql));
    return lines.stream().map(line -> line.replace("`" + database + "`.", "")).sorted().toList();
  }

  private static List<String> partitions(Sql sql) throws SQLException {
    return sql
        .rows(
            "SELECT %s FROM information_schema.partitions WHERE table_schema = DATABASE()"
                .formatted(String.join(", ", OF_PARTITIONS)))
        .stream()
        .map(row -> "partitions " + row)
        .toList();
  }
}
