package io.millrace.topology;

import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.DenyMutex;
import io.millrace.contract.message.GrantMutex;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who has each mutex. */
final class HandOver implements Processor<String, MutexNews, String, Control> {

  private static final Logger log = LoggerFactory.getLogger(HandOver.class);
  private static final Outgoing OUTGOING = new Outgoing("millrace/mutex");

  private ProcessorContext<String, Control> context;
  private KeyValueStore<String, MutexHolder> holders;
  private MutexQueue queue;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  HandOver() {}

  @Override
  public void init(ProcessorContext<String, Control> context) {
    this.context = context;
    holders = context.getStateStore(MutexTopology.HOLDERS);
    queue =
        new MutexQueue(
            context.getStateStore(MutexTopology.ORDER),
            context.getStateStore(MutexTopology.PLACES));
  }

  @Override
  public void process(Record<String, MutexNews> record) {
    String mutex = record.key();
    MutexNews news = record.value();
    MutexHolder holder = holders.get(mutex);
    switch (news.what()) {
      case WAITS, WANTS_NOW -> wanted(record, holder);
      case MOVES -> queue.move(mutex, news.instanceId(), news.priority());
      case HAS -> taken(mutex, news, holder);
      case LEAVES -> left(record, holder);
    }
  }

  private void wanted(Record<String, MutexNews> record, @Nullable MutexHolder holder) {
    String mutex = record.key();
    MutexNews news = record.value();
    if (holder == null) {
      grant(record, news.instanceId());
    } else if (holder.instanceId().equals(news.instanceId())) {
      // It left and came back while its grant is under way, and will take that.
      log.debug("{} wants mutex {} again, which is on its way to it", news.instanceId(), mutex);
    } else if (news.what() == MutexNews.What.WANTS_NOW) {
      deny(record, holder.instanceId());
    } else {
      queue.add(mutex, news.instanceId(), news.priority(), news.at());
    }
  }

  private void taken(String mutex, MutexNews news, @Nullable MutexHolder holder) {
    if (holder == null || !holder.instanceId().equals(news.instanceId())) {
      log.error(
          "instance {} has mutex {}, which was given to {}: were the stores of this topology lost?",
          news.instanceId(),
          mutex,
          holder);
    }
    queue.remove(mutex, news.instanceId());
    holders.put(mutex, new MutexHolder(news.instanceId(), true));
  }

  private void left(Record<String, MutexNews> record, @Nullable MutexHolder holder) {
    String mutex = record.key();
    MutexNews news = record.value();
    if (holder == null || !holder.instanceId().equals(news.instanceId())) {
      queue.remove(mutex, news.instanceId());
    } else if (holder.confirmed() || news.answersGrant()) {
      InstanceId next = queue.poll(mutex);
      if (next == null) {
        holders.delete(mutex);
      } else {
        grant(record, next);
      }
    }
    // Else the grant is still under way: the instance could come back and take it.
  }

  private void grant(Record<String, MutexNews> record, InstanceId to) {
    holders.put(record.key(), new MutexHolder(to, false));
    send(record, to, new GrantMutex(to, null, null, record.key()));
  }

  private void deny(Record<String, MutexNews> record, InstanceId holder) {
    InstanceId who = record.value().instanceId();
    send(record, who, new DenyMutex(who, null, null, record.key(), holder));
  }

  private void send(Record<String, MutexNews> record, InstanceId to, Control control) {
    String id = to + "/" + record.value().instanceId() + "/" + record.value().at().toEpochMilli();
    context.forward(OUTGOING.control(record, id, control));
  }
}
