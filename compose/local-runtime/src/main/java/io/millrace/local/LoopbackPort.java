package io.millrace.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface, the only one that local servers listen on. */
final class LoopbackPort {

  static final String HOST = "127.0.0.1";

  /**
   * Below the ports that operating systems hand out to clients: a client that keeps connecting to a
   * server while it is down could otherwise be given the server's own port, and keep it.
   */
  private static final int FIRST = 15_000;

  private static final int LAST = 32_000;

  private static final int ATTEMPTS = 200;

  private LoopbackPort() {}

  /** Any port that is free now. Another process may take it before its user binds it. */
  static int anyFree() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new LocalRuntimeException(
        "No free port on %s from %d to %d: stop some servers".formatted(HOST, FIRST, LAST));
  }

  /** The same, for a server that is going to listen on the other port as well. */
  static int anyFreeBut(int other) {
    int port = anyFree();
    return port == other ? anyFreeBut(other) : port;
  }

  /** The wanted port where it is free, else any other. */
  static int preferring(OptionalInt wanted) {
    return wanted.isPresent() && isFree(wanted.getAsInt()) ? wanted.getAsInt() : anyFree();
  }

  /** Whether nothing listens on the port. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
