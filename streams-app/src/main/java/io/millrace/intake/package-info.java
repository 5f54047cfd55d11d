/**
 * Intake: the only writer of workflow state.
 *
 * <p>A loop owns some partitions of the inputs. It polls a batch, decodes it, loads what is not
 * cached, decides, and writes everything in one MySQL transaction that also moves the positions;
 * nothing is acknowledged before it is durable. This package decides what happens; what it wants of
 * MySQL are the ports {@link io.millrace.intake.PartitionStore} and {@link
 * io.millrace.intake.InstanceStore}.
 */
@NullMarked
package io.millrace.intake;

import org.jspecify.annotations.NullMarked;
