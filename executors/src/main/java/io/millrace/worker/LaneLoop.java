package io.millrace.worker;

import io.millrace.worker.TaskPool.Started;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes the tasks for which this worker was chosen, from the lanes that are its own. Nobody else
 * takes them: when all places are taken they wait, and they come before those that are pulled.
 */
final class LaneLoop extends TaskLoop {

  private final WorkerConfig config;
  private final Lanes lanes;
  private final Runnable makeRoom;

  /**
   * A loop over lanes.
   *
   * @param makeRoom gives back places that are reserved but not in use, soon
   */
  LaneLoop(WorkerConfig config, Lanes lanes, TaskPool pool, Runnable makeRoom) {
    super(config, pool);
    this.config = config;
    this.lanes = lanes;
    this.makeRoom = makeRoom;
  }

  @Override
  TaskFeed open() {
    return ClassicFeed.ofLanes(config, lanes, fetch);
  }

  @Override
  void fetchFrom(TaskFeed open) throws InterruptedException {
    int held = 0;
    do {
      held = started(open, held) ? 0 : awaitRoom(open);
    } while (held > 0);
  }

  /**
   * Fetches once and starts what there are places for.
   *
   * @param held how many places are reserved already
   * @return whether there were places for all
   */
  private boolean started(TaskFeed open, int held) throws InterruptedException {
    int places = held;
    boolean room = true;
    List<Started> started = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
        if (room && places == 0) {
          room = reserve();
          places = room ? 1 : 0;
        }
        Started one = room ? pool.start(record) : Started.not(record);
        places -= one.run() == null ? 0 : 1;
        started.add(one);
      }
    } finally {
      pool.release(places);
    }
    settle(open, started);
    return room;
  }

  private boolean reserve() throws InterruptedException {
    if (pool.take()) {
      return true;
    }
    makeRoom.run();
    return pool.reserve(1, POLL);
  }

  /** Waits for a place, which is then held; none when the worker stops. */
  private int awaitRoom(TaskFeed open) throws InterruptedException {
    while (!stopping()) {
      open.pause();
      if (reserve()) {
        return 1;
      }
    }
    return 0;
  }
}
