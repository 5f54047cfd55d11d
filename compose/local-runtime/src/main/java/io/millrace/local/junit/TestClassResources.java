package io.millrace.local.junit;

import io.millrace.local.LocalKafka;
import io.millrace.local.LocalMySql;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one test class has for itself on the servers, made when it is first asked for. */
final class TestClassResources implements AutoCloseable {

  private static final int LONGEST_CLASS_NAME = 40;

  private final TestServers servers;
  private final TestServers.MySqlKind mySqlKind;
  private final String name;
  private @Nullable TestDatabase database;
  private @Nullable TestKafka kafka;

  TestClassResources(TestServers servers, TestServers.MySqlKind mySqlKind, String className) {
    this.servers = servers;
    this.mySqlKind = mySqlKind;
    this.name = uniqueName(className);
  }

  /** Unique also on a server that several test runs share. */
  private static String uniqueName(String className) {
    String plain = className.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_CLASS_NAME))
        + "_"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  synchronized TestDatabase database() {
    TestDatabase made = database;
    if (made == null) {
      made = TestDatabase.create(mySqlServer(), name);
      database = made;
    }
    return made;
  }

  synchronized TestKafka kafka() {
    TestKafka made = kafka;
    if (made == null) {
      made = TestKafka.connect(kafkaBroker(), name);
      kafka = made;
    }
    return made;
  }

  LocalMySql mySqlServer() {
    return servers.mySql(mySqlKind);
  }

  LocalKafka kafkaBroker() {
    return servers.kafka();
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.drop();
    }
    if (kafka != null) {
      kafka.deleteTopics();
    }
  }
}
