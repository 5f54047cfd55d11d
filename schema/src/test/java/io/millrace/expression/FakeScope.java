package io.millrace.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contract.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scope made of JSON texts, in which single quotes stand for double quotes. */
final class FakeScope implements Scope, Ambient {

  static final ObjectMapper JSON = Json.mapper();

  private final Map<String, JsonNode> values = new HashMap<>();
  private final Map<String, JsonNode> nodes = new HashMap<>();
  private int uuids;

  /** What was asked for, in order. */
  final List<String> asked = new ArrayList<>();

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  FakeScope with(String root, String json) {
    values.put(root, json(json));
    return this;
  }

  FakeScope with(String root, JsonNode json) {
    values.put(root, json);
    return this;
  }

  FakeScope node(String id, String json) {
    nodes.put(id, json(json));
    return this;
  }

  @Override
  public @Nullable JsonNode value(String name) {
    asked.add(name);
    return values.get(name);
  }

  @Override
  public @Nullable NodeView node(String id) {
    asked.add("nodes." + id);
    JsonNode node = nodes.get(id);
    return node == null
        ? null
        : property -> {
          asked.add("nodes." + id + "." + property);
          return node.get(property);
        };
  }

  @Override
  public Ambient ambient() {
    return this;
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-11-22T10:15:30.250Z");
  }

  @Override
  public String uuid() {
    return "uuid-" + ++uuids;
  }

  @Override
  public String hostname() {
    return "mill-1";
  }
}
