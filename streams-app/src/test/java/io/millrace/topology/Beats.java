package io.millrace.topology;

import io.millrace.contract.Json;
import io.millrace.contract.message.EngineHeartbeat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Signs of life of workers; each of these methods gives another one. */
record Beats(
    String id,
    String hostname,
    String status,
    List<String> executors,
    List<String> capabilities,
    List<Integer> lanes,
    int running,
    int places) {

  /** An idle worker on its own machine that has no lane yet. */
  static Beats worker(String id) {
    return new Beats(
        id, "host-of-" + id, "active", List.of("inventory"), List.of(), List.of(), 0, 100);
  }

  Beats on(String machine) {
    return new Beats(id, machine, status, executors, capabilities, lanes, running, places);
  }

  Beats status(String now) {
    return new Beats(id, hostname, now, executors, capabilities, lanes, running, places);
  }

  Beats executors(String... names) {
    return new Beats(id, hostname, status, List.of(names), capabilities, lanes, running, places);
  }

  Beats offering(String... names) {
    return new Beats(id, hostname, status, executors, List.of(names), lanes, running, places);
  }

  Beats lanes(Integer... numbers) {
    return new Beats(
        id, hostname, status, executors, capabilities, Arrays.asList(numbers), running, places);
  }

  Beats running(int tasks, int atMost) {
    return new Beats(id, hostname, status, executors, capabilities, lanes, tasks, atMost);
  }

  EngineHeartbeat beat() {
    return new EngineHeartbeat(
        id,
        hostname,
        7,
        status,
        List.of("worker"),
        executors,
        Json.mapper().createObjectNode().put("activeNodes", running).put("capacity", places),
        "3.0.0",
        Instant.EPOCH,
        Instant.EPOCH,
        capabilities,
        lanes);
  }
}
