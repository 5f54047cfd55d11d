/** What travels on the topics, one record per message type. */
@NullMarked
package io.millrace.contract.message;

import org.jspecify.annotations.NullMarked;
