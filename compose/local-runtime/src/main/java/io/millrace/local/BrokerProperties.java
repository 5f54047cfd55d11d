package io.millrace.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The properties of a broker that is its own controller, sized for one machine.
 *
 * @param settings where it lives, and the properties that the user set
 * @param port where clients connect
 * @param controllerPort where the broker talks to itself as controller
 */
record BrokerProperties(KafkaSettings settings, int port, int controllerPort) {

  static final int NODE = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String LARGEST_MESSAGE = Integer.toString(20 * 1024 * 1024);

  static Path logIn(Path directory) {
    return directory.resolve("log");
  }

  /** Everything that the broker needs to know. */
  Map<String, String> all() {
    Map<String, String> all = shared();
    putNetwork(all);
    all.putAll(settings.brokerProperties());
    return all;
  }

  /** What every broker of Millrace needs, wherever it runs. */
  static Map<String, String> shared() {
    Map<String, String> all = new LinkedHashMap<>();
    putSingleReplicas(all);
    putSizes(all);
    all.put("auto.create.topics.enable", "false");
    all.put("group.initial.rebalance.delay.ms", "0");
    // A share group finds and misses its members within seconds instead of a minute.
    all.put("group.share.assignor.offload.enable", "false");
    all.put("group.share.min.heartbeat.interval.ms", "500");
    all.put("group.share.min.session.timeout.ms", "6000");
    all.put("log.initial.task.delay.ms", "500");
    putRestart(all);
    // Without it a restart on the same directory waits for the old session to end.
    all.put("controlled.shutdown.enable", "true");
    return all;
  }

  private void putNetwork(Map<String, String> all) {
    String clients = "PLAINTEXT://%s:%d".formatted(LoopbackPort.HOST, port);
    String controller =
        "%s://%s:%d".formatted(CONTROLLER_LISTENER, LoopbackPort.HOST, controllerPort);
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(NODE));
    all.put(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE, LoopbackPort.HOST, controllerPort));
    all.put("controller.listener.names", CONTROLLER_LISTENER);
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.put("listeners", clients + "," + controller);
    all.put("advertised.listeners", clients);
    all.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    all.put("log.dirs", logIn(settings.directory()).toString());
  }

  private static void putSingleReplicas(Map<String, String> all) {
    all.put("default.replication.factor", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
  }

  /**
   * A broker that was killed comes back as soon as its old session is over. Before it is back, its
   * partitions have no leader; a coordinator that aborts a transaction then takes them for deleted,
   * writes no markers, and what was to be aborted is committed by the producer's next transaction.
   * So the first look for what has timed out comes after the broker is back; until the next look,
   * what a killed process left open holds up readers of committed records.
   */
  private static void putRestart(Map<String, String> all) {
    all.put("broker.session.timeout.ms", "4000");
    all.put("broker.heartbeat.interval.ms", "1000");
    all.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "5000");
  }

  private static void putSizes(Map<String, String> all) {
    all.put("num.partitions", "4");
    all.put("offsets.topic.num.partitions", "4");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("share.coordinator.state.topic.num.partitions", "4");
    // More threads than processors wake each other up more often than they help.
    int processors = Runtime.getRuntime().availableProcessors();
    all.put("num.network.threads", Integer.toString(Math.clamp(processors / 2, 1, 3)));
    all.put("num.io.threads", Integer.toString(Math.clamp(processors, 2, 8)));
    all.put("background.threads", "2");
    all.put("message.max.bytes", LARGEST_MESSAGE);
    all.put("replica.fetch.max.bytes", LARGEST_MESSAGE);
    all.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    all.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
    all.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
  }
}
