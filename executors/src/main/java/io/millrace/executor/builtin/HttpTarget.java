package io.millrace.executor.builtin;

import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;

/** An address that the {@code http} executor may call: well-formed and, unless allowed, public. */
final class HttpTarget {

  static final String REFUSED = "address-refused";

  private final boolean allowPrivate;

  HttpTarget(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  static URI parse(String url) {
    try {
      URI uri = new URI(url);
      requireHttp(uri);
      return uri;
    } catch (URISyntaxException e) {
      throw TaskConfig.invalid("url", "is no URL: " + e.getReason());
    }
  }

  /**
   * Looks up the host and refuses it if one of its addresses is private. Called right before each
   * request, redirects included: the client's own look-up is then answered from the JVM's cache, so
   * that a name cannot point elsewhere in between.
   */
  void check(URI uri) {
    requireHttp(uri);
    if (allowPrivate) {
      return;
    }
    for (InetAddress address : addresses(uri.getHost())) {
      if (!AddressPolicy.isPublic(address)) {
        throw TaskFailure.permanent(
            REFUSED,
            "%s is at %s, an address of a private network; the worker's setting %s would allow it"
                .formatted(
                    uri.getHost(),
                    address.getHostAddress(),
                    "millrace.executor.http." + HttpExecutor.ALLOW_PRIVATE));
      }
    }
  }

  private static InetAddress[] addresses(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw TaskFailure.retryable("http-unknown-host", "There is no address for host " + host);
    }
  }

  private static void requireHttp(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw TaskConfig.invalid("url", "must start with http:// or https://");
    }
    if (uri.getHost() == null) {
      throw TaskConfig.invalid("url", "must name a host");
    }
    if (uri.getUserInfo() != null) {
      throw TaskConfig.invalid("url", "must not hold credentials; put them into a header");
    }
  }
}
