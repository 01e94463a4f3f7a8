/**
 * Configuration as data: {@code council.yml}, environment and command line, merged by precedence. The only package that
 * reads the environment.
 */
@NullMarked
package io.clicouncil.config;

import org.jspecify.annotations.NullMarked;
