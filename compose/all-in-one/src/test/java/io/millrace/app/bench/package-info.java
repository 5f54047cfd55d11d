@NullMarked
package io.millrace.app.bench;

import org.jspecify.annotations.NullMarked;
