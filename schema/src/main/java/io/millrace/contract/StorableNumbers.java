package io.millrace.contract;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Gives every JSON number one tree, however it was written: {@code 5}, {@code 5.0} and {@code 5e0}
 * are the same whole number, as in JavaScript. So a value is the same whether it comes from a
 * message, an expression, a recorded event or a row.
 *
 * <p>Whole numbers of 64 bits are exact. All others are doubles, held to the digits that a JSON
 * column gives back unchanged. MySQL reads a number as one double divided or multiplied by a power
 * of ten, which is exact below 2^53 and for powers up to 22 only: beyond, it may be off by a unit
 * in the last place, so such numbers have 15 significant digits, which absorb that.
 */
final class StorableNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;
  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);
  private static final int EXACT_BITS = 53;
  private static final int EXACT_POWER = 22;
  private static final double EXACT_POWER_LIMIT = 1e22;
  private static final MathContext FIFTEEN = new MathContext(15);
  private static final MathContext SIXTEEN = new MathContext(16);

  /** Sixteen digits below this stay below 2^53, whichever neighbour the double prints as. */
  private static final BigInteger SIXTEEN_DIGITS_LIMIT = BigInteger.valueOf(9_000_000_000_000_000L);

  StorableNumbers() {
    super(true);
  }

  @Override
  public NumericNode numberNode(long value) {
    return value == (int) value ? super.numberNode((int) value) : super.numberNode(value);
  }

  @Override
  public ValueNode numberNode(BigInteger value) {
    if (value == null) {
      return nullNode();
    }
    if (value.bitLength() < Long.SIZE) {
      return numberNode(value.longValue());
    }
    boolean unsigned = value.signum() > 0 && value.compareTo(UNSIGNED_LIMIT) < 0;
    return unsigned ? BigIntegerNode.valueOf(value) : decimal(new BigDecimal(value));
  }

  @Override
  public NumericNode numberNode(float value) {
    return numberNode((double) value);
  }

  @Override
  public NumericNode numberNode(double value) {
    if (!Double.isFinite(value)) {
      return super.numberNode(value);
    }
    if (Math.abs(value) < Double.MIN_NORMAL) {
      return super.numberNode(0);
    }
    boolean whole = value == Math.rint(value);
    if (whole && value >= -0x1p63 && value < 0x1p63) {
      return numberNode((long) value);
    }
    if (whole && value >= 0x1p63 && value < 0x1p64) {
      return BigIntegerNode.valueOf(new BigDecimal(value).toBigIntegerExact());
    }
    BigDecimal kept = kept(value);
    double rounded = kept.doubleValue();
    return rounded == value ? DecimalNode.valueOf(kept) : numberNode(rounded);
  }

  @Override
  public ValueNode numberNode(BigDecimal value) {
    return value == null ? nullNode() : decimal(value);
  }

  private NumericNode decimal(BigDecimal value) {
    double nearest = value.doubleValue();
    return Double.isFinite(nearest)
        ? numberNode(nearest)
        : DecimalNode.valueOf(value); // The contracts refuse it, and say where it stands.
  }

  private static BigDecimal kept(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (exact(value, shortest)) {
      return shortest;
    }
    BigDecimal sixteen = shortest.round(SIXTEEN).stripTrailingZeros();
    if (exact(value, sixteen)
        && sixteen.unscaledValue().abs().compareTo(SIXTEEN_DIGITS_LIMIT) < 0) {
      return new BigDecimal(Double.toString(sixteen.doubleValue())).stripTrailingZeros();
    }
    BigDecimal fifteen = shortest.round(FIFTEEN).stripTrailingZeros();
    return Double.isFinite(fifteen.doubleValue())
        ? fifteen
        : shortest.round(new MathContext(15, RoundingMode.DOWN));
  }

  private static boolean exact(double value, BigDecimal text) {
    return Math.abs(value) < EXACT_POWER_LIMIT
        && text.scale() <= EXACT_POWER
        && text.unscaledValue().bitLength() <= EXACT_BITS;
  }
}
