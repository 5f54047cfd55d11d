package io.millrace.executor.builtin;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Tells addresses that anyone on the internet can reach from those that only this machine or this
 * network can: loopback, private, link-local (where clouds serve credentials), shared, reserved and
 * multicast ones, also when they are wrapped in an IPv6 address.
 */
final class AddressPolicy {

  private AddressPolicy() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublicV4(bytes, 0) : isPublicV6(bytes);
  }

  private static boolean isPublicV4(byte[] bytes, int at) {
    int a = bytes[at] & 0xff;
    int b = bytes[at + 1] & 0xff;
    int c = bytes[at + 2] & 0xff;
    return !(a == 0
        || a == 10
        || a == 127
        || (a == 100 && (b & 0xc0) == 64)
        || (a == 169 && b == 254)
        || (a == 172 && (b & 0xf0) == 16)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b & 0xfe) == 18)
        || a >= 224);
  }

  private static boolean isPublicV6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    boolean uniqueLocal = (first & 0xfe00) == 0xfc00;
    boolean teredo = first == 0x2001 && second == 0;
    if (uniqueLocal || teredo) {
      return false;
    }
    boolean sixToFour = first == 0x2002;
    if (sixToFour) {
      return isPublicV4(bytes, 2);
    }
    boolean nat64 = first == 0x0064 && second == 0xff9b;
    boolean v4Compatible = Arrays.equals(bytes, 0, 10, new byte[10], 0, 10);
    return !(nat64 || v4Compatible) || isPublicV4(bytes, 12);
  }
}
