package io.millrace.contract.message;

import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes and checks transitions, byte for byte.
 *
 * <p>The hash of a transition is the SHA-256 of its JSON text with the {@code hash} property left
 * out. That property always comes last, so the text to hash is what stands before {@code
 * ,"hash":"…"}} with a closing brace put back. Since {@code previousHash} is part of the text, the
 * hashes of an instance form a chain: nothing can be removed, reordered or altered unseen.
 */
public final class TransitionCodec {

  private static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER_HASH = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_LENGTH = 64;
  private static final int TAIL_LENGTH = BEFORE_HASH.length + HASH_LENGTH + AFTER_HASH.length;

  private TransitionCodec() {}

  /**
   * The bytes of a transition and its hash.
   *
   * @param bytes the JSON text, UTF-8, with the hash
   * @param hash 64 hexadecimal digits
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes for the wire: never compared, never shared.
  public record Sealed(byte[] bytes, String hash) {}

  /** Writes a transition and computes its hash; a hash that it already has is ignored. */
  public static Sealed seal(Transition transition) {
    byte[] open = Json.bytes(withHash(transition, null));
    String hash = HexFormat.of().formatHex(sha256().digest(open));
    byte[] bytes = Arrays.copyOf(open, open.length - 1 + TAIL_LENGTH);
    int at = open.length - 1;
    System.arraycopy(BEFORE_HASH, 0, bytes, at, BEFORE_HASH.length);
    at += BEFORE_HASH.length;
    System.arraycopy(hash.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, HASH_LENGTH);
    at += HASH_LENGTH;
    System.arraycopy(AFTER_HASH, 0, bytes, at, AFTER_HASH.length);
    return new Sealed(bytes, hash);
  }

  /**
   * Reads a transition and checks its hash against its bytes.
   *
   * @throws MalformedMessage if the bytes are no transition, or were altered after sealing
   */
  public static Transition open(byte[] bytes) {
    Transition transition = Json.read(bytes, Transition.class);
    if (!isSealed(bytes) || !hashFits(bytes)) {
      throw new MalformedMessage("/hash", "does not match the content: the record was altered");
    }
    return transition;
  }

  private static boolean isSealed(byte[] bytes) {
    int from = bytes.length - TAIL_LENGTH;
    return from > 0
        && Arrays.equals(bytes, from, from + BEFORE_HASH.length, BEFORE_HASH, 0, BEFORE_HASH.length)
        && Arrays.equals(
            bytes,
            bytes.length - AFTER_HASH.length,
            bytes.length,
            AFTER_HASH,
            0,
            AFTER_HASH.length);
  }

  /** The property that was read last is the one that stands at the end: no key comes twice. */
  private static boolean hashFits(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes, 0, bytes.length - TAIL_LENGTH);
    digest.update((byte) '}');
    byte[] hash = digest.digest();
    int at = bytes.length - AFTER_HASH.length - HASH_LENGTH;
    for (byte b : hash) {
      if (bytes[at++] != DIGITS[(b >> 4) & 0xF] || bytes[at++] != DIGITS[b & 0xF]) {
        return false;
      }
    }
    return true;
  }

  private static Transition withHash(Transition t, @org.jspecify.annotations.Nullable String hash) {
    return t.hash() == null && hash == null
        ? t
        : new Transition(
            t.instanceId(),
            t.sequence(),
            t.previousHash(),
            t.at(),
            t.cause(),
            t.engineId(),
            t.instance(),
            t.events(),
            hash);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
