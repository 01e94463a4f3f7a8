package io.clicouncil.adapters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is called for one attempt.
 *
 * @param command the executable and its arguments
 * @param stdin the file that is its standard input, or null for an empty one
 * @param environment its whole environment
 */
record Invocation(List<String> command, @Nullable Path stdin, Map<String, String> environment) {}
