package io.millrace.local;

import org.testcontainers.DockerClientFactory;

/**
 * The Docker engine of the machine.
 *
 * @param allowed whether the user lets it be used
 */
record DockerEngine(boolean allowed) {

  /** Starts a container where an engine answers, or says why there is none. */
  <S> Finding<S> offer(Finding.Usable<S> container) {
    if (!allowed) {
      return new Finding.Unusable<>(
          Setting.DOCKER.key() + " is 'off'", "Set it to 'auto' to allow Docker");
    }
    return answers()
        ? container
        : new Finding.Unusable<>("no Docker engine answers", "Install Docker and start its engine");
  }

  /** A Docker client on the PATH says nothing about an engine: this asks the engine itself. */
  private static boolean answers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }
}
