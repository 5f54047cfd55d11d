package io.millrace.worker;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.TaskTopic;
import io.millrace.contract.Topic;
import io.millrace.contract.Topics;
import io.millrace.contract.message.EngineHeartbeat;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.executor.TaskExecutor;
import io.millrace.local.junit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Plays the engine for one test: has its topics, hands out tasks, listens to the answers. */
final class Exchange implements AutoCloseable {

  static final int PARTITIONS = 3;

  private final TestKafka kafka;
  private final String name;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread listening;
  private final AtomicLong instances = new AtomicLong(1);
  private final List<ConsumerRecord<String, byte[]>> heard = new CopyOnWriteArrayList<>();

  /**
   * Creates the topics.
   *
   * @param name tells the tests of a class apart
   * @param taskPartitions how many partitions the tasks of each executor have
   */
  Exchange(TestKafka kafka, String name, int taskPartitions, String... executors) {
    this.kafka = kafka;
    this.name = name;
    create(Topics.RESULTS, PARTITIONS);
    create(Topics.DEAD_LETTERS, 1);
    create(Topics.ENGINES, 1);
    create(Topics.CLAIMS, 1);
    for (String executor : executors) {
      create(Topics.tasks(executor), taskPartitions);
    }
    Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    listening = Thread.ofPlatform().name("exchange").start(this::listen);
  }

  /** What the names of its topics start with. */
  String prefix() {
    return kafka.topic(name);
  }

  /** Settings of a worker that is quick to notice things. */
  Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("millrace.kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("millrace.topics.prefix", prefix());
    settings.put("millrace.worker.heartbeat-interval", "300");
    settings.put("millrace.worker.dead-after", "1500");
    settings.put("millrace.worker.started-after", "100");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("millrace." + more[i], more[i + 1]);
    }
    return settings;
  }

  /** Starts a worker with these executors and waits until it is ready. */
  Worker worker(List<TaskExecutor> executors, String... settings) throws InterruptedException {
    Worker worker =
        Worker.start(
            WorkerConfig.of(settings(settings), Map.of("MILLRACE_SECRET_TOKEN", "s3cr3t")),
            executors);
    if (!worker.awaitReady(Duration.ofSeconds(30))) {
      throw new IllegalStateException("the worker did not get ready");
    }
    return worker;
  }

  /** A task of an instance of its own; single quotes in the config stand for double ones. */
  Task task(String executor, String config, SecretPlace... secrets) {
    long instance = instances.getAndIncrement();
    return new Task(
        new InstanceId(instance),
        new NodeNo(1),
        "node",
        1,
        executor,
        Json.tree(config.replace('\'', '"')),
        List.of(secrets),
        "workflow",
        "1.0.0",
        null,
        (int) (instance % PARTITIONS),
        instance + "-1-1",
        null,
        null);
  }

  /** The same for workers that offer something. */
  Task needing(String capability, Task task) {
    create(Topics.tasks(new TaskTopic(task.executor(), List.of(capability))), 1);
    return new Task(
        task.instanceId(),
        task.nodeNo(),
        task.nodeId(),
        task.attempt(),
        task.executor(),
        task.config(),
        task.secrets(),
        task.workflow(),
        task.version(),
        task.deadline(),
        task.replyPartition(),
        task.idempotencyKey(),
        task.strategy(),
        new Placement(false, null, List.of(capability), List.of()));
  }

  /** The same with a deadline. */
  Task until(Instant deadline, Task task) {
    return new Task(
        task.instanceId(),
        task.nodeNo(),
        task.nodeId(),
        task.attempt(),
        task.executor(),
        task.config(),
        task.secrets(),
        task.workflow(),
        task.version(),
        deadline,
        task.replyPartition(),
        task.idempotencyKey(),
        null,
        null);
  }

  /** Hands out a task. */
  Task send(Task task) {
    return send(task, Json.bytes(task));
  }

  /** Hands out a task for the owner of a lane. */
  Task sendToLane(int lane, Task task) {
    return send(Topics.LANES.name(prefix()), lane, task, Json.bytes(task));
  }

  /** Hands out anything on the topic of a task. */
  Task send(Task task, byte[] value) {
    return send(TaskTopic.of(task.executor(), task.placement()).name(prefix()), 0, task, value);
  }

  private Task send(String topic, int partition, Task task, byte[] value) {
    try {
      producer
          .send(new ProducerRecord<>(topic, partition, task.instanceId().toString(), value))
          .get();
      return task;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Hands out a task and waits for its result. */
  Result run(Task task) {
    return result(send(task));
  }

  /** Waits for the final result of a task. */
  Result result(Task task) {
    return await().until(() -> finals(task).stream().findFirst().orElse(null), x -> x != null);
  }

  /** The results so far that end a task. */
  List<Result> finals(Task task) {
    return results(task)
        .filter(r -> r instanceof TaskCompleted || r instanceof TaskFailed)
        .toList();
  }

  /** Everything that workers have said of a task so far. */
  Stream<Result> results(Task task) {
    return records(task).map(record -> Json.read(record.value(), Result.class));
  }

  /** The same as records. */
  Stream<ConsumerRecord<String, byte[]>> records(Task task) {
    return heard(Topics.RESULTS)
        .filter(record -> record.key().equals(task.instanceId().toString()));
  }

  /** The signs of life of workers so far. */
  Stream<EngineHeartbeat> heartbeats() {
    return heard(Topics.ENGINES).map(record -> Json.read(record.value(), EngineHeartbeat.class));
  }

  /** The lanes that a worker has, as it last said. */
  List<Integer> lanes(Worker worker) {
    return heartbeats()
        .filter(beat -> beat.engineId().equals(worker.id()))
        .reduce((earlier, later) -> later)
        .map(EngineHeartbeat::lanes)
        .orElse(List.of());
  }

  /** What was sent on a topic so far. */
  Stream<ConsumerRecord<String, byte[]>> heard(Topic<?, ?> topic) {
    return heard.stream().filter(record -> record.topic().equals(topic.name(prefix())));
  }

  /** Patience for what happens within seconds. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(10));
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      listening.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ZERO);
  }

  private void create(Topic<?, ?> topic, int partitions) {
    kafka.createTopic(name + "." + topic.suffix(), partitions);
  }

  private void listen() {
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      all.add(new TopicPartition(Topics.RESULTS.name(prefix()), i));
    }
    for (Topic<?, ?> topic : List.of(Topics.DEAD_LETTERS, Topics.ENGINES, Topics.CLAIMS)) {
      all.add(new TopicPartition(topic.name(prefix()), 0));
    }
    try (consumer) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(heard::add);
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }
}
