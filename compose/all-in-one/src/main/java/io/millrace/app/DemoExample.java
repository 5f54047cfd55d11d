package io.millrace.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.message.CompletionType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The workflows that can be shown, each with an input that makes it do all it can. */
enum DemoExample {
  /** Every kind of node; the card is charged at the second attempt. */
  ORDER(
      "order",
      "order",
      """
      {"orderId": 7, "express": true,
       "items": [{"sku": "A-1", "quantity": 2, "price": 19.9}, {"sku": "B-7", "quantity": 1, "price": 5},
                 {"sku": "C-3", "quantity": 4, "price": 2.5}]}
      """,
      CompletionType.COMPLETED),

  /** A loop over data known at run time; bad batches go to a workflow of their own. */
  ETL("etl", "etl-repair etl", "{}", CompletionType.COMPLETED),

  /** No car is left, so the hotel and the flight are cancelled again: it fails, as it should. */
  SAGA(
      "travel",
      "travel",
      """
      {"traveller": "Ada", "city": "Lisbon", "nights": 3}
      """,
      CompletionType.FAILED);

  private final String workflow;
  private final String files;
  private final String input;
  private final CompletionType ending;

  DemoExample(String workflow, String files, String input, CompletionType ending) {
    this.workflow = workflow;
    this.files = files;
    this.input = input;
    this.ending = ending;
  }

  /**
   * The example of a name.
   *
   * @throws IllegalArgumentException if there is none; the message says which there are
   */
  static DemoExample named(String name) {
    return Arrays.stream(values())
        .filter(example -> example.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no example \"%s\"; there are %s".formatted(name, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(DemoExample::toString).collect(Collectors.joining(", "));
  }

  /** The workflow that is started. */
  String workflow() {
    return workflow;
  }

  /** What it is started with. */
  ObjectNode input() {
    return Json.read(input, ObjectNode.class);
  }

  /** How it ends. */
  CompletionType ending() {
    return ending;
  }

  /** The definitions that it needs, as files hold them. */
  List<byte[]> definitions() {
    return Arrays.stream(files.split(" ", -1)).map(DemoExample::read).toList();
  }

  private static byte[] read(String file) {
    try (InputStream in = DemoExample.class.getResourceAsStream("/examples/" + file + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the example " + file + " is part of the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
