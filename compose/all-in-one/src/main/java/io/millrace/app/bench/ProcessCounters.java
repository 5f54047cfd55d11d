package io.millrace.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the processes have used so far.
 *
 * @param cpu by name
 */
record ProcessCounters(Map<String, Cpu> cpu) {

  private static final double KIB_PER_MIB = 1024;

  /**
   * CPU time of a process, user and system.
   *
   * @param pid which
   * @param seconds since it started
   */
  record Cpu(long pid, double seconds) {}

  /** As they are now; a process that the system tells nothing of is left out. */
  static ProcessCounters read(Map<String, Long> pids) {
    Map<String, Cpu> cpu = new TreeMap<>();
    pids.forEach(
        (name, pid) ->
            ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .ifPresent(used -> cpu.put(name, new Cpu(pid, used.toNanos() / 1e9))));
    return new ProcessCounters(cpu);
  }

  /** Seconds used since then; of a process that was started again, since its start. */
  Map<String, Double> since(ProcessCounters before) {
    Map<String, Double> used = new TreeMap<>();
    cpu.forEach(
        (name, now) -> {
          Cpu then = before.cpu.get(name);
          double earlier = then == null || then.pid() != now.pid() ? 0 : then.seconds();
          used.put(name, now.seconds() - earlier);
        });
    return used;
  }

  /** Resident memory in MiB, where the system tells. */
  static OptionalDouble residentMib(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}
