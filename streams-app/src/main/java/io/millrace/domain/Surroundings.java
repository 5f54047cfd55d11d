package io.millrace.domain;

/**
 * What a decision may need to know of where it is made. The shell supplies it with each command, so
 * that the domain asks nobody.
 *
 * @param engineId the engine that decides
 * @param hostname the machine's name, for {@code system.hostname}
 * @param seed a random number, new for each command; jitter and UUIDs follow from it
 * @param circuits the executors that failed lately
 */
public record Surroundings(String engineId, String hostname, long seed, Circuits circuits) {

  /** Surroundings in which every executor works. */
  public Surroundings(String engineId, String hostname, long seed) {
    this(engineId, hostname, seed, Circuits.CLOSED);
  }
}
