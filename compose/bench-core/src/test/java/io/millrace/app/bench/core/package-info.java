@NullMarked
package io.millrace.app.bench.core;

import org.jspecify.annotations.NullMarked;
